/**
 * The commands that measure images and methods and change none. Begin reading
 * at {@link sc.fiji.superres.command.measure.MeasureQuality}.
 */
package sc.fiji.superres.command.measure;
