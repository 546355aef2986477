/** All charts, in one part of the page's script that is loaded when the first of them is shown. */
import "./bars";
import "./dots";
import "./strands";
