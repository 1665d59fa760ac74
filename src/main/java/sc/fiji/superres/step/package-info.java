/**
 * The base class of the suite's commands, and everything derived from their
 * declarations: macro options, runs on a file or a folder, previews, and
 * showing results in ImageJ.
 * <p>
 * Commands live in {@code command}; nothing here refers to a concrete one.
 * Begin reading at {@link sc.fiji.superres.step.SuperResCommand}.
 * </p>
 */
package sc.fiji.superres.step;
