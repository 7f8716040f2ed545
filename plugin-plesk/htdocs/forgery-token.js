// Plesk checks its own token on every POST. PHP puts the one of the cookie into our forms; the one in the page's head is the
// panel's word on it, so it has the last say. Other scripts of the panel (prototype.js among them) are not touched.
(() => {
  'use strict';

  const name = 'forgery_protection_token';
  const root = document.querySelector('.active-connections');
  if (!root) return;
  root.addEventListener(
    'submit',
    (event) => {
      const token = document.getElementById(name);
      const form = event.target;
      if (!token || !(form instanceof HTMLFormElement) || form.method !== 'post') return;
      let field = form.querySelector(`input[name="${name}"]`);
      if (!field) {
        field = document.createElement('input');
        field.type = 'hidden';
        field.name = name;
        form.append(field);
      }
      field.value = token.getAttribute('content') || '';
    },
    true,
  );
})();
