package com.happypancake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the documents against the program. */
class DocumentsTest {

  private static final Path ROOT = Path.of("..");
  private static final Path DOCUMENTS = ROOT.resolve("docs");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#: ]+)(#[^)]*)?\\)");

  static List<Path> pages() throws IOException {
    try (Stream<Path> root = Files.list(ROOT);
        Stream<Path> documents = Files.list(DOCUMENTS)) {
      return Stream.concat(root, documents)
          .filter(path -> path.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkToAFileLeadsToOne(Path page) throws IOException {
    assertThat(LINK.matcher(Files.readString(page)).results())
        .extracting(link -> page.resolveSibling(link.group(1)))
        .allSatisfy(file -> assertThat(file).exists());
  }

  @ParameterizedTest
  @EnumSource(ExitCode.class)
  void everyExitCodeIsDocumented(ExitCode code) throws IOException {
    assertThat(Files.readString(DOCUMENTS.resolve("exit-codes.md")))
        .contains("\n| " + code.number() + " | ");
  }

  @Test
  void theExampleOfAPropertiesFileIsOne(@TempDir Path folder) throws IOException {
    String page = Files.readString(DOCUMENTS.resolve("configuration.md"));
    String begin = "```properties\n";
    int from = page.indexOf(begin) + begin.length();
    Path file = folder.resolve("hpc.properties");
    Files.writeString(file, page.substring(from, page.indexOf("```", from)));
    TestSession session = new TestSession().with("HPC_CONFIG", file.toString());
    assertThat(session.run("completion")).as(session.err()).isZero();
  }
}
