package sc.fiji.superres.quality;

/**
 * A measured value with its 95 % confidence interval.
 *
 * @param value the estimate
 * @param low lower end of the interval
 * @param high upper end of the interval
 */
public record Estimate(double value, double low, double high) {}
