import { invitationRoutes } from './routes/invitations.ts';
import { mineRoutes } from './routes/mine.ts';
import { sessionRoutes } from './routes/sessions.ts';

export const signInRoutes = [...sessionRoutes, ...mineRoutes, ...invitationRoutes];
