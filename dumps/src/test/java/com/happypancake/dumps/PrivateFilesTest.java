package com.happypancake.dumps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PrivateFilesTest {

  private static final byte[] CONTENT = "{}\n".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aFileIsReplacedAndNothingElseIsTouched() throws IOException {
    Path file = Files.writeString(folder.resolve("x.json"), "old");
    Files.writeString(folder.resolve("x.json.tmp"), "a stranger's");
    PrivateFiles.writeTo(file, CONTENT);
    assertThat(file).hasBinaryContent(CONTENT);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(folder.resolve("x.json.tmp")).hasContent("a stranger's");
    assertThat(names()).containsExactly("x.json", "x.json.tmp");
  }

  @Test
  void linksAreFollowedAlsoToAFileThatIsNotThereYet() throws IOException {
    Path file = Files.writeString(Files.createDirectory(folder.resolve("a")).resolve("x"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a/x"));
    Path second = Files.createSymbolicLink(folder.resolve("second"), link);
    Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), Path.of("a/new"));
    PrivateFiles.writeTo(second, CONTENT);
    PrivateFiles.writeTo(dangling, CONTENT);
    assertThat(file).hasBinaryContent(CONTENT);
    assertThat(folder.resolve("a/new")).hasBinaryContent(CONTENT);
    assertThat(List.of(link, second, dangling)).allMatch(Files::isSymbolicLink);
  }

  @Test
  void aPipeReceivesTheContent() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    ExecutorService reader = Executors.newSingleThreadExecutor();
    try {
      Future<byte[]> read = reader.submit(() -> Files.newInputStream(pipe).readAllBytes());
      PrivateFiles.writeTo(pipe, CONTENT);
      assertThat(read.get()).isEqualTo(CONTENT);
    } finally {
      reader.shutdownNow();
    }
    assertThat(names()).containsExactly("pipe");
    assertThat(Files.isRegularFile(pipe)).isFalse();
  }

  @Test
  void aDeviceReceivesTheContentAndStaysADevice() throws IOException {
    Path device = Path.of("/dev/null");
    Path link = Files.createSymbolicLink(folder.resolve("link"), device);
    PrivateFiles.writeTo(device, CONTENT);
    PrivateFiles.writeTo(link, CONTENT);
    assertThat(Files.isRegularFile(device)).isFalse();
    assertThat(Files.isSymbolicLink(link)).isTrue();
  }

  @Test
  void aFolderALoopAndAMissingFolderAreRefusedWithTheReason() throws IOException {
    Path loop = Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
    assertThatThrownBy(() -> PrivateFiles.writeTo(folder, CONTENT))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(folder + ": is a folder, not a file");
    assertThatThrownBy(() -> PrivateFiles.writeTo(loop, CONTENT))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(loop + ": is a link that leads to no file");
    Path lost = folder.resolve("none/x.json");
    assertThatThrownBy(() -> PrivateFiles.writeTo(lost, CONTENT))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(lost + ": there is no such folder to write it in");
    assertThat(names()).containsExactly("loop");
  }

  @Test
  void noTemporaryFileRemainsWhereAFileCannotHaveItsName() throws IOException {
    Files.createDirectories(folder.resolve("taken/by a folder"));
    assertThatThrownBy(() -> PrivateFiles.write(folder.resolve("taken"), CONTENT))
        .isInstanceOf(IOException.class);
    assertThat(names()).containsExactly("taken");
  }

  @Test
  void aFileOfOursReplacesALinkAndNotTheFileThatItLeadsTo() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "another's");
    Path file = Files.createSymbolicLink(folder.resolve("manifest.json"), other);
    PrivateFiles.write(file, CONTENT);
    assertThat(other).hasContent("another's");
    assertThat(Files.isSymbolicLink(file)).isFalse();
  }

  @Test
  void manyWritersOfOneFileDoNotDisturbOneAnother() throws Exception {
    Path file = folder.resolve("x.json");
    ExecutorService writers = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Boolean>> tasks =
          IntStream.range(0, 100)
              .<Callable<Boolean>>mapToObj(
                  i ->
                      () -> {
                        PrivateFiles.write(file, CONTENT);
                        return true;
                      })
              .toList();
      for (Future<Boolean> written : writers.invokeAll(tasks)) {
        assertThat(written.get()).isTrue();
      }
    } finally {
      writers.shutdownNow();
    }
    assertThat(names()).containsExactly("x.json");
  }
}
