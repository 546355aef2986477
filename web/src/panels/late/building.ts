/** What can be done with one building: its brief, and a question about it, in one part of the page's script. */
import "../ask";
import "../brief";
