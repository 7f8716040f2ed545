/** Interfaces for programs, which ask again and again when their password was changed. */
export const programPath =
  /^\/(?:[\w.-]{1,40}\/)?(?:api|rest|graphql|v\d{1,2}|ocs|_matrix|remote\.php|dav|caldav|carddav|wp-json|inbox|users|oauth2?|token)(?:\/|$)/i;
