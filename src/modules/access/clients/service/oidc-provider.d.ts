// The library's own files below its main one, which prints a warning on Node 20 when it is imported. Everything used here was tried there.
declare module 'oidc-provider/lib/provider.js' {
  import { Provider } from 'oidc-provider';

  export { Provider };
}
declare module 'oidc-provider/lib/helpers/errors.js' {
  import { errors } from 'oidc-provider';
  export const InvalidClientAuth: typeof errors.InvalidClientAuth;
  export const InvalidTarget: typeof errors.InvalidTarget;
}
