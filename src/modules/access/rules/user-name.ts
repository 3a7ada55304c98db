/** What people sign in with, in whatever case they type it; it is kept in lower case, and the database asks for the same form. */
export const userNameForm = /^[A-Za-z0-9][A-Za-z0-9.@_+-]{1,126}$/;
/** The longest text of that form. */
export const userNameLengthMax = 127;
