/**
 * One SciJava command per file, the only definition of a step's parameters,
 * labels, limits and help.
 * <p>
 * Here are the commands that make images of images; those about models are in
 * {@code command.model}, those that measure in {@code command.measure}. The
 * work itself lives in the rooms below; how a command is run lives in
 * {@code step}. Begin reading at {@link
 * sc.fiji.superres.command.UpscaleImage}.
 * </p>
 */
package sc.fiji.superres.command;
