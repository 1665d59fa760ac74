package sc.fiji.superres.compare;

import ij.ImagePlus;
import ij.process.ColorProcessor;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

import sc.fiji.superres.figure.ScaleBar;

/**
 * The same part of one image side by side: the original, then the result of each
 * method, with its name and score below; the best score is bold.
 * <p>
 * Panels are magnified by a whole number without interpolation. More than four
 * go into several rows. A scale bar is drawn into the original where the pixel
 * size is known. Needs no screen.
 * </p>
 */
public final class ComparisonFigure {

	private static final int PANEL = 384;
	private static final int LEAST_COLUMN = 240;
	private static final int MOST_COLUMNS = 4;
	private static final int GAP = 16;
	private static final int LABEL = 68;
	private static final int CAPTION = 40;

	private static final Color INK = new Color(0x202020);
	private static final Color FAINT = new Color(0x303030);
	private static final Font NAME = new Font(Font.SANS_SERIF, Font.BOLD, 22);
	private static final Font SCORE = new Font(Font.SANS_SERIF, Font.PLAIN, 20);
	private static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 16);

	private final String name;
	private final String caption;
	private final int width;
	private final int height;
	private final ScaleBar bar;
	private final List<Panel> panels;
	private final int zoom;
	private final int columns;

	/**
	 * Makes a figure.
	 *
	 * @param name its file name
	 * @param caption the line at its foot
	 * @param width width of a panel in pixels of the image
	 * @param height height of a panel in pixels of the image
	 * @param bar the scale bar, or null
	 * @param panels the original first
	 */
	ComparisonFigure(final String name, final String caption, final int width,
		final int height, final ScaleBar bar, final List<Panel> panels)
	{
		this.name = name;
		this.caption = caption;
		this.width = width;
		this.height = height;
		this.bar = bar;
		this.panels = panels;
		zoom = Math.max(1, PANEL / Math.max(width, height));
		final int rows = (panels.size() + MOST_COLUMNS - 1) / MOST_COLUMNS;
		columns = (panels.size() + rows - 1) / rows;
	}

	/**
	 * Returns the file name of the figure: the image's name and the scale, unique
	 * within the comparison.
	 */
	public String name() {
		return name;
	}

	/** Draws the figure as RGB, titled with its name. */
	public ImagePlus image() {
		final Rectangle last = panel(panels.size() - 1);
		final BufferedImage page = new BufferedImage(GAP + columns * (column() +
			GAP), last.y + last.height + LABEL + CAPTION,
			BufferedImage.TYPE_INT_RGB);
		final Graphics2D pen = page.createGraphics();
		pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING,
			RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		pen.setColor(Color.WHITE);
		pen.fillRect(0, 0, page.getWidth(), page.getHeight());
		for (int i = 0; i < panels.size(); i++)
			draw(panels.get(i), panel(i), pen);
		if (bar != null) bar.draw(panel(0), zoom, pen);
		write(caption, SMALL, FAINT, GAP, page.getHeight() - GAP, page.getWidth() -
			2 * GAP, pen);
		pen.dispose();
		return new ImagePlus(name, new ColorProcessor(page));
	}

	/** Returns where the pixels of a panel go. */
	Rectangle panel(final int index) {
		return new Rectangle(GAP + index % columns * (column() + GAP), //
			GAP + index / columns * (height * zoom + LABEL + GAP), //
			width * zoom, height * zoom);
	}

	private int column() {
		return Math.max(LEAST_COLUMN, width * zoom);
	}

	private void draw(final Panel panel, final Rectangle place,
		final Graphics2D pen)
	{
		final BufferedImage picture = new BufferedImage(width, height,
			BufferedImage.TYPE_INT_RGB);
		picture.setRGB(0, 0, width, height, panel.rgb(), 0, width);
		pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION,
			RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
		pen.drawImage(picture, place.x, place.y, place.width, place.height, null);
		final int foot = place.y + place.height;
		write(panel.label(), NAME, INK, place.x, foot + 28, column(), pen);
		final double best = panels.stream().mapToDouble(Panel::psnr).filter(
			p -> !Double.isNaN(p)).max().orElse(Double.NaN);
		final boolean bold = panel.psnr() == best && panels.size() > 2;
		write(panel.score(), bold ? SCORE.deriveFont(Font.BOLD) : SCORE, INK,
			place.x, foot + 56, column(), pen);
	}

	/** Writes a line of text, shortened to fit. */
	private static void write(final String text, final Font font,
		final Color color, final int x, final int y, final int room,
		final Graphics2D pen)
	{
		pen.setFont(font);
		pen.setColor(color);
		String line = text;
		for (int end = text.length() - 1; pen.getFontMetrics().stringWidth(
			line) > room && end > 0; end--)
			line = text.substring(0, end) + "\u2026";
		pen.drawString(line, x, y);
	}
}
