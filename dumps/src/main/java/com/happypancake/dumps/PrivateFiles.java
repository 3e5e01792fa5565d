package com.happypancake.dumps;

import com.happypancake.dumps.block.Digests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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

  private PrivateFiles() {}

  /** Creates a folder and its missing parents. */
  public static void createDirectories(Path folder) throws IOException {
    Files.createDirectories(folder, permissions("rwx------"));
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
   * Writes a whole file. Writes it under a temporary name in the same folder, synchronises it to
   * the disk and renames it, so a file with the final name is always complete. Replaces an existing
   * file.
   *
   * @throws IOException if the file system refuses; then a file with the final name is unchanged,
   *     and the temporary file is deleted
   */
  public static void write(Path file, byte[] content) throws IOException {
    replace(file, target -> writeFully(ByteBuffer.wrap(content), target));
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
    Path temporary = DumpLayout.temporary(file);
    Files.deleteIfExists(temporary);
    try {
      try (FileChannel target = create(temporary)) {
        content.writeTo(target);
        target.force(true);
      }
      rename(temporary, file);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
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
