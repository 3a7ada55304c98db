import { invitationRoutes } from './routes/invitations.ts';
import { mineRoutes } from './routes/mine.ts';
import { sessionRoutes } from './routes/sessions.ts';
import { signOnRoutes } from './routes/sign-on.ts';

export const signInRoutes = [...sessionRoutes, ...mineRoutes, ...invitationRoutes, ...signOnRoutes];
