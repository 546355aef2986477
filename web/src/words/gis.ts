/** The layers for QGIS, ArcGIS, GDAL, GeoPandas and R: one address, and files. */
export const gis = {
  lead: "Every layer of this map opens in QGIS, ArcGIS Pro, GDAL, GeoPandas and R. One address is enough. Or download a file.",
  live: "Paste this address",
  liveText: "The layers stay up to date: each time you move the map, your program asks for what is in view and gets exactly that.",
  address: "Address of this service",
  copyAddress: "Copy the address",
  signedIn: "To see what you may see as an officer, make a token first.",
  token: "Access for QGIS and other programs",
  files: "Or take a file",
  filesText: "Each file holds the whole layer, and says where its data comes from. GeoPackage opens in QGIS with colours and plain names for its columns. CSV and Excel have eastings and northings.",
  /** What the title of a file begins with; the rest is its format. */
  of: (layer: string): string => `${layer} as `,
  privacy: "Empty buildings are shown at the centre of their neighbourhood here too, unless you sign in and may see more.",
  cut: "Only part of a layer? Add what you want to its address:",
  cutExample: (address: string): string => `${address}collections/assets/items?f=gpkg&filter=borough='Wirral' AND usable_area_m2>200`,
  cutText: "The filter is CQL2, the same that QGIS sends. Add crs, bbox or sortby in the same way; the service description tells them all.",
  api: "Service description (OpenAPI)",
  programs: "In your program",
  recipes: (address: string): readonly { name: string; steps: readonly string[]; code: string | null }[] => [
    {
      name: "QGIS",
      steps: [
        "Choose Layer, Add Layer, Add WFS / OGC API – Features Layer.",
        "Choose New. Give it a name, and paste the address as URL.",
        "As version choose OGC API – Features, and choose OK.",
        "Choose Connect, pick a layer, and tick “Only request features overlapping the view extent”.",
        "Choose Add.",
      ],
      code: null,
    },
    {
      name: "ArcGIS Pro",
      steps: [
        "On the Insert tab, choose Connections, Server, New OGC API Server.",
        "Paste the address as Server URL, and choose OK.",
        "In the Catalog pane, open Servers and the new connection.",
        "Drag a layer onto the map.",
        "If your version does not take the address, download the GeoPackage below and add that.",
      ],
      code: null,
    },
    {
      name: "ogr2ogr",
      steps: [],
      code: [
        `ogrinfo OAPIF:${address}`,
        `ogrinfo -so OAPIF:${address} assets`,
        `ogr2ogr assets.gpkg OAPIF:${address} assets`,
        `ogr2ogr -spat -3.1 53.3 -2.9 53.5 part.gpkg OAPIF:${address} assets`,
        `curl -o assets.gpkg "${address}collections/assets/items?f=gpkg"`,
      ].join("\n"),
    },
    {
      name: "GeoPandas",
      steps: [],
      code: [
        "import geopandas",
        `url = "${address}collections/assets/items"`,
        'assets = geopandas.read_file(url + "?f=fgb")',
        'areas = geopandas.read_file(url.replace("assets", "areas") + "?f=fgb")',
        'assets.sjoin(areas[["geometry", "deprivation"]]).head()',
      ].join("\n"),
    },
    {
      name: "R",
      steps: [],
      code: [
        "library(sf)",
        `url <- "${address}collections/assets/items"`,
        'assets <- st_read(paste0(url, "?f=fgb"))',
        `areas <- st_read("OAPIF:${address}", layer = "areas")`,
        'plot(assets["deprivation"])',
      ].join("\n"),
    },
  ],
} as const;
