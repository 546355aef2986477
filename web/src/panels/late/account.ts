/** Signing in, passwords, people and their programs, in one part of the page's script. */
import "../people/access";
import "../people/own";
import "../people/password";
import "../people/people";
import "../people/signin";
