"""Run by the Python of QGIS (`test_qgis.py` does): prints as JSON what QGIS sees of the layers named in its argument."""

import json
import os
import sys
import time

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from qgis.core import (  # noqa: E402  the platform is named first
    Qgis,
    QgsApplication,
    QgsFeatureRequest,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QElapsedTimer, QSize  # noqa: E402


def seen(asked):
    """What one layer shows; `asked` has `source`, `provider`, and `box` where only that is wanted."""
    clock = QElapsedTimer()
    clock.start()
    layer = QgsVectorLayer(asked["source"], asked["name"], asked["provider"])
    if not layer.isValid():
        return {"error": layer.error().summary() or layer.dataProvider().error().summary()}
    request = QgsFeatureRequest()
    if "box" in asked:
        request.setFilterRect(QgsRectangle(*asked["box"]))
    key = layer.fields().indexOf(asked["key"])
    features = {
        str(feature.attribute(key)): feature.geometry().asWkt(9) if feature.hasGeometry() else None
        for feature in layer.getFeatures(request)
    }
    said = {
        "crs": layer.crs().authid(),
        "fields": [field.name() for field in layer.fields()],
        "aliases": {field.name(): field.alias() for field in layer.fields() if field.alias()},
        "features": features,
        "renderer": layer.renderer().type() if layer.renderer() else None,
        "abstract": layer.metadata().abstract() or layer.dataProvider().layerMetadata().abstract(),
        "read_seconds": clock.elapsed() / 1000,
    }
    if "canvas" in asked:
        settings = QgsMapSettings()
        settings.setLayers([layer])
        settings.setOutputSize(QSize(1280, 800))
        settings.setDestinationCrs(layer.crs())
        settings.setExtent(QgsRectangle(*asked["canvas"]))
        # A layer that was read just now holds its features: the canvas starts from nothing.
        layer.dataProvider().reloadData()
        clock.restart()
        worked = time.process_time()
        job = QgsMapRendererParallelJob(settings)
        job.start()
        job.waitForFinished()
        job.renderedImage().save(asked["picture"])
        said["canvas_seconds"] = clock.elapsed() / 1000
        # Of all its threads together: what it takes by itself, whoever answers.
        said["canvas_processor_seconds"] = time.process_time() - worked
    QgsProject.instance().removeAllMapLayers()
    return said


application = QgsApplication([], False)
application.initQgis()
json.dump({"version": Qgis.QGIS_VERSION, "layers": [seen(asked) for asked in json.loads(sys.argv[1])]}, sys.stdout)
sys.stdout.flush()
os._exit(0)
