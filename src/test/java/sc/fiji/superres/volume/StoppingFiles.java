package sc.fiji.superres.volume;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * The files of this machine, until a process is "killed": at a move, or where a
 * file is made that must not exist. From then on, nothing is read or written.
 */
final class StoppingFiles extends FileSystemProvider {

	/** Thrown by everything after the stop, cleaning up included. */
	static final class Stopped extends Error {

		private static final long serialVersionUID = 1;
	}

	private final int last;
	private int steps;
	private boolean stopped;

	/**
	 * @param last how many steps are done; odd numbers of half steps stop after one,
	 *          even ones before the next
	 */
	private StoppingFiles(final int last) {
		this.last = last;
	}

	/**
	 * Returns a path whose files stop.
	 *
	 * @param moment twice the number of the step that is stopped before, counted
	 *          from 0; one more for after it
	 */
	static Path at(final Path path, final int moment) {
		return new StoppingFiles(moment).wrapped(path);
	}

	/** Returns whether there were enough steps to be stopped. */
	static boolean isStopped(final Path path) {
		return ((StoppingFiles) path.getFileSystem().provider()).stopped;
	}

	private interface Change<T> {

		T make() throws IOException;
	}

	/** A step, which is stopped before or after. */
	private synchronized <T> T step(final Change<T> change) throws IOException {
		check();
		if (steps++ == last) throw stop();
		final T made = change.make();
		if (steps++ == last) throw stop();
		return made;
	}

	private Stopped stop() {
		stopped = true;
		return new Stopped();
	}

	private synchronized void check() {
		if (stopped) throw new Stopped();
	}

	// -- Paths --

	private Path wrapped(final Path path) {
		return path == null ? null : (Path) Proxy.newProxyInstance(
			StoppingFiles.class.getClassLoader(), new Class<?>[] { Path.class }, (
				proxy, method, given) ->
			{
				if (method.getName().equals("getFileSystem")) return system(path
					.getFileSystem());
				final Object[] arguments = given == null ? null : given.clone();
				for (int i = 0; arguments != null && i < arguments.length; i++)
					if (arguments[i] instanceof Path other) arguments[i] = plain(other);
				try {
					final Object result = method.invoke(path, arguments);
					if (result instanceof Path other) return wrapped(other);
					return result;
				}
				catch (final InvocationTargetException e) {
					throw e.getCause();
				}
			});
	}

	/** Returns the path of this machine, which its text is. */
	private static Path plain(final Path path) {
		return Path.of(path.toString());
	}

	private FileSystem system(final FileSystem system) {
		return new FileSystem() {

			@Override
			public FileSystemProvider provider() {
				return StoppingFiles.this;
			}

			@Override
			public void close() throws IOException {
				system.close();
			}

			@Override
			public boolean isOpen() {
				return true;
			}

			@Override
			public boolean isReadOnly() {
				return false;
			}

			@Override
			public String getSeparator() {
				return system.getSeparator();
			}

			@Override
			public Iterable<Path> getRootDirectories() {
				return system.getRootDirectories();
			}

			@Override
			public Iterable<FileStore> getFileStores() {
				return system.getFileStores();
			}

			@Override
			public Set<String> supportedFileAttributeViews() {
				return system.supportedFileAttributeViews();
			}

			@Override
			public Path getPath(final String first, final String... more) {
				return wrapped(system.getPath(first, more));
			}

			@Override
			public java.nio.file.PathMatcher getPathMatcher(final String pattern) {
				return system.getPathMatcher(pattern);
			}

			@Override
			public java.nio.file.attribute.UserPrincipalLookupService
				getUserPrincipalLookupService()
			{
				return system.getUserPrincipalLookupService();
			}

			@Override
			public java.nio.file.WatchService newWatchService() throws IOException {
				return system.newWatchService();
			}
		};
	}

	private static FileSystemProvider real(final Path path) {
		return plain(path).getFileSystem().provider();
	}

	// -- FileSystemProvider methods --

	@Override
	public String getScheme() {
		return "stopping";
	}

	@Override
	public FileSystem newFileSystem(final URI uri, final Map<String, ?> env) {
		throw new UnsupportedOperationException();
	}

	@Override
	public FileSystem getFileSystem(final URI uri) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Path getPath(final URI uri) {
		throw new UnsupportedOperationException();
	}

	@Override
	public SeekableByteChannel newByteChannel(final Path path,
		final Set<? extends OpenOption> options, final FileAttribute<?>... attributes)
		throws IOException
	{
		check();
		final Change<SeekableByteChannel> open = () -> real(path).newByteChannel(plain(
			path), options, attributes);
		return options.contains(StandardOpenOption.CREATE_NEW) ? step(open) : open
			.make();
	}

	@Override
	public FileChannel newFileChannel(final Path path,
		final Set<? extends OpenOption> options, final FileAttribute<?>... attributes)
		throws IOException
	{
		check();
		return real(path).newFileChannel(plain(path), options, attributes);
	}

	@Override
	public DirectoryStream<Path> newDirectoryStream(final Path folder,
		final DirectoryStream.Filter<? super Path> filter) throws IOException
	{
		check();
		final DirectoryStream<Path> files = real(folder).newDirectoryStream(plain(
			folder), filter);
		return new DirectoryStream<>() {

			@Override
			public Iterator<Path> iterator() {
				final Iterator<Path> all = files.iterator();
				return new Iterator<>() {

					@Override
					public boolean hasNext() {
						return all.hasNext();
					}

					@Override
					public Path next() {
						return wrapped(all.next());
					}
				};
			}

			@Override
			public void close() throws IOException {
				files.close();
			}
		};
	}

	@Override
	public void createDirectory(final Path folder,
		final FileAttribute<?>... attributes) throws IOException
	{
		check();
		real(folder).createDirectory(plain(folder), attributes);
	}

	@Override
	public void delete(final Path path) throws IOException {
		check();
		real(path).delete(plain(path));
	}

	@Override
	public void copy(final Path from, final Path to, final CopyOption... options) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void move(final Path from, final Path to, final CopyOption... options)
		throws IOException
	{
		step(() -> {
			real(from).move(plain(from), plain(to), options);
			return null;
		});
	}

	@Override
	public boolean isSameFile(final Path one, final Path other)
		throws IOException
	{
		return real(one).isSameFile(plain(one), plain(other));
	}

	@Override
	public boolean isHidden(final Path path) throws IOException {
		return real(path).isHidden(plain(path));
	}

	@Override
	public FileStore getFileStore(final Path path) throws IOException {
		return real(path).getFileStore(plain(path));
	}

	@Override
	public void checkAccess(final Path path, final AccessMode... modes)
		throws IOException
	{
		check();
		real(path).checkAccess(plain(path), modes);
	}

	@Override
	public <V extends FileAttributeView> V getFileAttributeView(final Path path,
		final Class<V> type, final LinkOption... options)
	{
		return real(path).getFileAttributeView(plain(path), type, options);
	}

	@Override
	public <A extends BasicFileAttributes> A readAttributes(final Path path,
		final Class<A> type, final LinkOption... options) throws IOException
	{
		check();
		return real(path).readAttributes(plain(path), type, options);
	}

	@Override
	public Map<String, Object> readAttributes(final Path path,
		final String attributes, final LinkOption... options) throws IOException
	{
		check();
		return real(path).readAttributes(plain(path), attributes, options);
	}

	@Override
	public void setAttribute(final Path path, final String attribute,
		final Object value, final LinkOption... options) throws IOException
	{
		check();
		real(path).setAttribute(plain(path), attribute, value, options);
	}
}
