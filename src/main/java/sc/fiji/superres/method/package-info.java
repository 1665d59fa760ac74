/**
 * Every method that enlarges, by name: interpolations, installed packages and
 * paths, and the decorators self-ensemble and back-projection.
 * <p>
 * The methods themselves live in the rooms below. Begin reading at {@link
 * sc.fiji.superres.method.Methods}.
 * </p>
 */
package sc.fiji.superres.method;
