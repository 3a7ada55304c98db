import type { Actor } from '#platform/actor.ts';
import type { RouteContext } from '#platform/http/route.ts';
import type { SignInRequest } from '../service/sessions.ts';
import { type TrustedOrigin, trustedOrigin } from './rules/origin.ts';

/** What a service needs of the request that signs in. */
export function signInRequestOf(context: RouteContext, actor: Actor): SignInRequest {
  return {
    userAgent: context.header('user-agent'),
    jurisdiction: context.jurisdiction,
    requestId: context.requestId,
    isDemonstration: context.demonstration,
    replaced: actor.assurance ? actor : null,
  };
}

/** The address under which the caller reached us, as far as it can be believed. */
export function originOf({ config, header }: RouteContext): TrustedOrigin | null {
  return trustedOrigin(config.origin, header('host'));
}
