package sc.fiji.superres.compare;

import java.io.IOException;
import java.util.Optional;

import sc.fiji.superres.block.Progress;

/** A method of a comparison, opened at one scale. */
public sealed interface ComparedMethod extends AutoCloseable permits OpenMethod,
	AutoMethod
{

	/** Returns the name that it was asked for by. */
	String name();

	/**
	 * Returns what enlarges a plane.
	 *
	 * @param plane both resolutions of it
	 * @param progress asked while the plane is looked at
	 * @throws IOException if the files of what fits it cannot be read
	 */
	OpenMethod of(DegradedPlane plane, Progress progress) throws IOException;

	/** Runs the method unseen, so that its first time counts like the others. */
	void warmUp();

	/**
	 * Returns what the method needs for a plane.
	 *
	 * @param width width of the plane that is enlarged
	 * @param height its height
	 * @return empty where it is not known beforehand
	 */
	Optional<MethodCost> cost(int width, int height);

	@Override
	void close();
}
