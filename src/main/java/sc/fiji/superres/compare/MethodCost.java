package sc.fiji.superres.compare;

/**
 * The cost of a method at a scale.
 *
 * @param series the method and the scale
 * @param parameters number of trained values; 0 for interpolations
 * @param memory estimated bytes for the largest plane or volume: itself,
 *          its enlargement, the blocks of a tile and the workspace of the method
 */
public record MethodCost(Series series, long parameters, long memory) {}
