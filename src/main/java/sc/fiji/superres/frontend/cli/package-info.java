/**
 * The command line, derived from the declarations of the commands.
 * <p>
 * Nothing here refers to a concrete command. Begin reading at
 * {@link sc.fiji.superres.frontend.cli.SuperRes}.
 * </p>
 */
package sc.fiji.superres.frontend.cli;
