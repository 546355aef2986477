/** Pages to read, in one part of the page's script. */
import "../about";
import "../accessibility";
import "../fairness";
import "../gis";
import "../help";
import "../method";
