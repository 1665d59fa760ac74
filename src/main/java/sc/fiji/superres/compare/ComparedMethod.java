package sc.fiji.superres.compare;

import java.io.IOException;
import java.util.Optional;

import net.imglib2.Dimensions;

import sc.fiji.superres.block.Progress;

/** A method of a comparison, opened at one scale. */
public sealed interface ComparedMethod extends AutoCloseable permits OpenMethod,
	AutoMethod
{

	/** Returns the name by which it was requested. */
	String name();

	/**
	 * Returns what enlarges a plane.
	 *
	 * @param plane both resolutions of it
	 * @param progress checked while the plane is measured
	 * @throws IOException if the files of the chosen model cannot be read
	 */
	OpenMethod of(DegradedPlane plane, Progress progress) throws IOException;

	/** Runs the method on blank planes, so that the first timed run is typical. */
	void warmUp();

	/**
	 * Returns what the method needs.
	 *
	 * @param low size of the plane, or the volume, that is enlarged
	 * @return empty if it is not known beforehand
	 */
	Optional<MethodCost> cost(Dimensions low);

	@Override
	void close();
}
