package com.happypancake.dumps;

import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.dumps.block.Closeables;
import com.happypancake.dumps.block.Digests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Set;

/**
 * Creates files and folders that only their owner can read, from the moment they exist.
 *
 * <p>If the file system has no POSIX permissions, its defaults apply.
 */
public final class PrivateFiles {

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private static final int COPY_BYTES = 1 << 18;

  /** As many links as Linux follows. */
  private static final int MAX_LINKS = 40;

  /** Linux has the open files of processes there, and {@code /dev/stdout} leads there. */
  private static final Path OPEN_FILES = Path.of("/proc");

  private PrivateFiles() {}

  /**
   * Creates a folder and its missing parents, unless it exists or a link leads to one.
   *
   * @throws RefusedFolderException if a file or a link that leads to no folder is in the way
   */
  public static void createDirectories(Path folder) throws IOException {
    refuseUnlessFolder(folder);
    // Java before 20 refuses a link to a folder.
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, permissions("rwx------"));
    }
  }

  /** Refuses a folder if it or a parent is a file, or a link that does not lead to a folder. */
  static void refuseUnlessFolder(Path folder) throws RefusedFolderException {
    for (Path each = folder; each != null; each = each.getParent()) {
      if (Files.exists(each) && !Files.isDirectory(each)) {
        throw new RefusedFolderException(
            Reason.NO_DUMP, each + ": is a file; choose another folder");
      }
      refuseLinkToNowhere(each);
    }
  }

  /** Refuses a link whose target is missing or out of reach, or that leads back to itself. */
  static void refuseLinkToNowhere(Path folder) throws RefusedFolderException {
    if (Files.isSymbolicLink(folder) && !Files.exists(folder)) {
      throw new RefusedFolderException(
          Reason.MISSING,
          folder
              + ": is a link, and the folder that it names is missing or out of reach; make that"
              + " folder, or choose another one");
    }
  }

  /**
   * Creates one folder.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it exists
   */
  public static void createDirectory(Path folder) throws IOException {
    Files.createDirectory(folder, permissions("rwx------"));
  }

  /**
   * Creates a file and opens it for writing and reading.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it exists
   */
  public static FileChannel create(Path file) throws IOException {
    return open(
        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ);
  }

  static FileChannel open(Path file, OpenOption... options) throws IOException {
    return FileChannel.open(file, Set.of(options), permissions("rw-------"));
  }

  /**
   * Writes a whole file of a folder that is ours. Writes it under a temporary name of its own in
   * the same folder, synchronises it to the disk and renames it, so a file with the final name is
   * always complete. Replaces an existing file, and a link rather than the file that it leads to.
   *
   * @throws IOException if the file system refuses; then a file with the final name is unchanged,
   *     and the temporary file is deleted
   */
  public static void write(Path file, byte[] content) throws IOException {
    replace(file, target -> writeFully(ByteBuffer.wrap(content), target));
  }

  /**
   * Writes to a path that a person gave. A file is replaced as by {@link #write}. Links are
   * followed, also to a file that does not exist yet. A pipe, a device or an open file of this
   * process ({@code /dev/stdout}) receives the content at its end.
   *
   * @throws FileSystemException as {@link #checkWritable}, or if the file system refuses
   */
  public static void writeTo(Path path, byte[] content) throws IOException {
    checkWritable(path);
    if (isStream(path)) {
      Files.write(path, content, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    } else {
      write(withoutLinks(path), content);
    }
  }

  /**
   * Checks whether {@link #writeTo} could write to a path, as far as it can know.
   *
   * @throws FileSystemException if the path is a folder, its folder does not exist, a link leads
   *     back to itself, or the process may not write there; the exception names the path and the
   *     reason
   */
  public static void checkWritable(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new FileSystemException(path.toString(), null, "is a folder, not a file");
    }
    if (isStream(path)) {
      if (!Files.isWritable(path)) {
        throw new AccessDeniedException(path.toString());
      }
      return;
    }
    Path folder = withoutLinks(path).toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new FileSystemException(
          path.toString(), null, "there is no such folder to write it in");
    }
    if (!Files.isWritable(folder)) {
      throw new AccessDeniedException(folder.toString());
    }
  }

  /** Returns whether a path leads to a pipe, a device or an open file, which no file replaces. */
  private static boolean isStream(Path path) throws IOException {
    return Files.exists(path)
        && (!Files.isRegularFile(path) || withoutLinks(path).startsWith(OPEN_FILES));
  }

  /** Follows the links at a path up to a file, a missing file, or an open file of a process. */
  private static Path withoutLinks(Path path) throws IOException {
    Path at = path;
    for (int links = 0; Files.isSymbolicLink(at) && !at.startsWith(OPEN_FILES); links++) {
      if (links == MAX_LINKS) {
        throw new FileSystemException(path.toString(), null, "is a link that leads to no file");
      }
      at = at.resolveSibling(Files.readSymbolicLink(at));
    }
    return at;
  }

  /**
   * Copies a whole file as {@link #write} writes one. Creates the folder if it is missing.
   *
   * @return the SHA-256 of the content
   */
  static String copy(Path from, Path to) throws IOException {
    MessageDigest digest = Digests.sha256();
    Path folder = to.getParent();
    if (folder != null) {
      createDirectories(folder);
    }
    try (FileChannel source = FileChannel.open(from, StandardOpenOption.READ)) {
      replace(
          to,
          target -> {
            ByteBuffer buffer = ByteBuffer.allocate(COPY_BYTES);
            while (source.read(buffer.clear()) >= 0) {
              digest.update(buffer.flip().duplicate());
              writeFully(buffer, target);
            }
          });
    }
    return Digests.hex(digest);
  }

  private interface ContentWriter {
    void writeTo(FileChannel target) throws IOException;
  }

  private static void replace(Path file, ContentWriter content) throws IOException {
    Path temporary = DumpLayout.ownTemporary(file);
    try {
      try (FileChannel target = create(temporary)) {
        content.writeTo(target);
        target.force(true);
      }
      rename(temporary, file);
    } catch (IOException | RuntimeException | Error e) {
      Closeables.closeAfter(e, () -> Files.deleteIfExists(temporary));
      throw e;
    }
  }

  private static void writeFully(ByteBuffer bytes, FileChannel target) throws IOException {
    while (bytes.hasRemaining()) {
      target.write(bytes);
    }
  }

  /** Renames a file within its folder and synchronises the folder. */
  static void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Path folder = to.toAbsolutePath().getParent();
    if (POSIX && folder != null) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static FileAttribute<?>[] permissions(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
