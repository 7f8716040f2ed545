// Two comforts, on pages that work without them: tables sort by their headings, and the page keeps itself fresh.
// Plesk's pages carry prototype.js, which adds to Array.prototype: no for…in over arrays here, and no globals.
(() => {
  'use strict';

  const root = document.querySelector('.active-connections');
  const main = document.getElementById('ac-main');
  if (!root || !main) return;

  // What was shown while the page was on its way, and is hidden now.
  Array.from(root.querySelectorAll('.ac-waiting')).forEach((waiting) => waiting.remove());

  // Sorting -----------------------------------------------------------------------------------------------------------

  /** Which column each table was sorted by, so that a refresh keeps it. @type {Map<string, {column: number, order: string}>} */
  const sorted = new Map();

  const makeSortable = (table) => {
    const headings = Array.from(table.querySelectorAll('thead th'));
    headings.forEach((heading, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'ac-sort';
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener('click', () => {
        const first = heading.classList.contains('ac-number') ? 'descending' : 'ascending';
        const second = first === 'descending' ? 'ascending' : 'descending';
        const order = heading.getAttribute('aria-sort') === first ? second : first;
        sorted.set(table.id, { column, order });
        sortTable(table, column, order);
      });
    });
    const before = sorted.get(table.id);
    if (before) sortTable(table, before.column, before.order);
  };

  const sortTable = (table, column, order) => {
    const body = table.tBodies[0];
    const headings = Array.from(table.querySelectorAll('thead th'));
    if (!body || !headings[column]) return;
    headings.forEach((heading) => heading.removeAttribute('aria-sort'));
    headings[column].setAttribute('aria-sort', order);
    const direction = order === 'ascending' ? 1 : -1;
    const rows = Array.from(body.rows).filter((row) => row.cells.length === headings.length);
    const keyed = rows.map((row) => ({ row, key: sortKey(row.cells[column]) }));
    keyed.sort((a, b) => direction * compare(a.key, b.key));
    keyed.forEach(({ row }) => body.append(row));
  };

  const sortKey = (cell) => (cell.hasAttribute('data-ac-value') ? Number(cell.getAttribute('data-ac-value')) : cell.textContent.trim());

  const compare = (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    return String(a).localeCompare(String(b), undefined, { numeric: true });
  };

  const makeAllSortable = () => Array.from(main.querySelectorAll('[data-ac-sortable]')).forEach(makeSortable);

  // A page that reads large logs takes a while: show that the click was heard. ------------------------------------------

  const showLoading = () => root.setAttribute('data-ac-loading', '');
  root.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="?"]') : null;
    if (link && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) showLoading();
  });
  root.addEventListener('submit', showLoading);
  window.addEventListener('pageshow', () => root.removeAttribute('data-ac-loading'));

  // Refresh -----------------------------------------------------------------------------------------------------------

  /** What is under way is asked for often, what only changes a little seldom. */
  const shortestWait = () => (main.querySelector('[data-ac-soon]') ? 2_000 : 10_000);
  const longestWaitMs = 300_000;
  // A page that took long to make costs the server much: then it is fetched seldom.
  const waitPerWork = 10;

  const place = document.querySelector('[data-ac-refresh]');
  let readAtMs = Date.now();
  let waitMs = shortestWait();
  let dueMs = readAtMs + waitMs;
  let paused = false;
  let failures = 0;
  let underWay = false;
  let over = false;

  const pulse = document.createElement('span');
  pulse.className = 'ac-pulse';
  const said = document.createElement('span');
  const spoken = document.createElement('span');
  spoken.className = 'ac-hidden';
  spoken.setAttribute('role', 'status');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'ac-button';

  const ago = () => {
    const seconds = Math.max(0, Math.floor((Date.now() - readAtMs) / 1000));
    if (seconds < 2) return 'just now';
    if (seconds < 60) return `${seconds} s ago`;
    const minutes = Math.floor(seconds / 60);
    return minutes < 120 ? `${minutes} min ago` : `${Math.floor(minutes / 60)} h ago`;
  };

  const show = (state, text) => {
    pulse.setAttribute('data-state', state);
    said.textContent = text;
    button.textContent = paused ? 'Resume' : 'Pause';
  };

  const showState = () => {
    if (failures > 0) show('failed', `Updated ${ago()}; the server does not answer, trying again`);
    else if (paused) show('paused', `Paused, updated ${ago()}`);
    else show('live', `Updated ${ago()}`);
  };

  /** Nothing is swapped under the hands of somebody who reads, types or marks text. */
  const inUse = () => {
    const selection = document.getSelection();
    if (selection && !selection.isCollapsed && root.contains(selection.anchorNode)) return true;
    const focused = document.activeElement;
    if (focused !== null && focused.matches('input, select, textarea') && root.contains(focused)) return true;
    return main.querySelector('[data-ac-typed]') !== null || Array.from(main.querySelectorAll('input, select, textarea')).some(isChanged);
  };

  /** Typed or chosen, and not sent. */
  const isChanged = (field) => {
    if (field instanceof HTMLSelectElement) return !field.options[field.selectedIndex]?.defaultSelected;
    if (field.type === 'checkbox') return field.checked !== field.defaultChecked;
    return field.type !== 'hidden' && field.value !== field.defaultValue;
  };

  const refresh = async () => {
    underWay = true;
    const startedMs = Date.now();
    try {
      const response = await fetch(location.href, { credentials: 'same-origin', cache: 'no-store', headers: { Accept: 'text/html' } });
      if (response.status === 401 || response.status === 403) return end();
      if (!response.ok) throw new Error(String(response.status));
      const fresh = new DOMParser().parseFromString(await response.text(), 'text/html').getElementById('ac-main');
      // A fault that shows when the head is out already comes with a good status.
      if (!fresh || fresh.querySelector('.ac-problem')) throw new Error('not our page');
      const workMs = Date.now() - startedMs;
      // Somebody may have begun to type or to mark text meanwhile, or may have paused.
      if (!inUse() && !paused) {
        swap(fresh);
        readAtMs = Date.now();
      }
      const perWork = main.querySelector('[data-ac-soon]') ? 1 : waitPerWork;
      waitMs = Math.min(longestWaitMs, Math.max(shortestWait(), perWork * workMs));
      if (failures > 0) spoken.textContent = 'Updating again.';
      failures = 0;
    } catch {
      failures += 1;
      if (failures === 1) spoken.textContent = 'The server does not answer. Trying again.';
      waitMs = Math.min(longestWaitMs, shortestWait() * 2 ** Math.min(failures, 6));
    } finally {
      underWay = false;
      dueMs = Date.now() + waitMs;
      if (!over) showState();
    }
  };

  const swap = (fresh) => {
    const open = new Set(openDetails(main).map(keepName));
    const focus = focusPath();
    const scroll = { x: window.scrollX, y: window.scrollY };
    main.replaceChildren(...Array.from(fresh.childNodes));
    Array.from(main.querySelectorAll('details[data-ac-keep]')).forEach((details) => {
      if (open.has(keepName(details))) details.open = true;
    });
    makeAllSortable();
    const again = focus && find(focus);
    if (again) again.focus({ preventScroll: true });
    window.scrollTo(scroll.x, scroll.y);
  };

  const openDetails = (within) => Array.from(within.querySelectorAll('details[data-ac-keep][open]'));
  const keepName = (details) => details.getAttribute('data-ac-keep');

  const focusable = 'a, button, summary';

  /** What has the focus, by what it says and leads to: the element itself will be gone. */
  const focusPath = () => {
    const focused = document.activeElement;
    if (!focused || !main.contains(focused) || !focused.matches(focusable)) return null;
    const table = focused.closest('table');
    return { within: table ? table.id : null, tag: focused.tagName, href: focused.getAttribute('href'), text: focused.textContent };
  };

  const find = (path) => {
    const within = (path.within && document.getElementById(path.within)) || main;
    return Array.from(within.querySelectorAll(focusable)).find(
      (element) => element.tagName === path.tag && element.getAttribute('href') === path.href && element.textContent === path.text,
    );
  };

  /** The session is over: asking again would not help. */
  const end = () => {
    over = true;
    clearInterval(ticking);
    show('failed', 'Signed out: open a new link to go on');
    spoken.textContent = 'Signed out. Open a new link to go on.';
    button.remove();
  };

  const tick = () => {
    if (underWay) return;
    showState();
    if (paused || document.hidden || Date.now() < dueMs || inUse()) return;
    void refresh();
  };

  let ticking = 0;
  if (place && !main.querySelector('.ac-problem')) {
    const together = document.createElement('span');
    together.append(pulse, said);
    place.replaceChildren(together, button, spoken);
    button.addEventListener('click', () => {
      paused = !paused;
      spoken.textContent = paused ? 'Updates paused.' : 'Updates resumed.';
      if (!paused) dueMs = Date.now();
      tick();
      showState();
    });
    document.addEventListener('visibilitychange', tick);
    showState();
    ticking = setInterval(tick, 1000);
  }

  makeAllSortable();
})();
