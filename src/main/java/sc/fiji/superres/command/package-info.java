/**
 * One SciJava command per file, the only definition of a step's parameters,
 * labels, limits and help.
 * <p>
 * The work itself lives in the rooms below; how a command is run lives in
 * {@code step}. Begin reading at {@link
 * sc.fiji.superres.command.UpscaleImage}.
 * </p>
 */
package sc.fiji.superres.command;
