package sc.fiji.superres.compare;

/**
 * What a method needs at a scale.
 *
 * @param series the method and the scale
 * @param parameters how many numbers it has learned; 0 for interpolations
 * @param memory bytes for the largest plane: the plane, its enlargement, the
 *          blocks of a tile and the workspace of the method, as estimated
 */
public record MethodCost(Series series, long parameters, long memory) {}
