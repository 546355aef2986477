/** What officers work with, in one part of the page's script. */
import "../edit";
import "../enquiries";
import "../history";
import "../import/import";
import "../selection";
import "../worklist";
