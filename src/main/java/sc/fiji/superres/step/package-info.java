/**
 * What a command of the suite owes its callers, and everything derived from
 * its declaration: macro options, a run on a file or a folder, previews, and
 * the showing of results in ImageJ.
 * <p>
 * Commands live in {@code command}; nothing here knows a concrete one. Begin
 * reading at {@link sc.fiji.superres.step.SuperResCommand}.
 * </p>
 */
package sc.fiji.superres.step;
