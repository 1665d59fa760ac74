package sc.fiji.superres.step;

import ij.ImagePlus;

/** A window of ImageJ in which one preview replaces the other. */
final class PreviewWindow implements Preview.Window {

	private ImagePlus shown;

	@Override
	public void show(final ImagePlus preview) {
		if (shown == null || !shown.isVisible()) {
			shown = preview;
			shown.show();
			return;
		}
		shown.setImage(preview);
		shown.setTitle(preview.getTitle());
	}

	@Override
	public void close() {
		if (shown == null) return;
		shown.changes = false;
		shown.close();
		shown = null;
	}
}
