package com.happypancake.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

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
import picocli.CommandLine;

/** Holds the documents against the program. */
class DocumentsTest {

  private static final Path ROOT = Path.of("..");
  private static final Path DOCUMENTS = ROOT.resolve("docs");
  private static final Pattern COMMAND =
      Pattern.compile("(?m)^ {4}(?:\\$ )?(?:\\./)?hpc ([a-z].*)$");
  private static final Pattern WORD = Pattern.compile("('[^']*'|\"[^\"]*\"|[^\\s'\"])+");
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

  @ParameterizedTest
  @MethodSource("pages")
  void everyCommandLineOfAPageIsOne(Path page) throws IOException {
    for (String line : commandLines(page)) {
      CommandLine tree = CommandLines.tree(new TestSession().context());
      List<String> words = words(line);
      if (words.contains("…")) {
        continue;
      }
      assertThatCode(() -> tree.parseArgs(words.toArray(String[]::new)))
          .as("%s: hpc %s", page, line)
          .doesNotThrowAnyException();
    }
  }

  /** Returns what follows hpc in the lines of a page that are commands. */
  static List<String> commandLines(Path page) throws IOException {
    String text = Files.readString(page).replaceAll(" \\\\\n\\s*", " ");
    return COMMAND.matcher(text).results().map(found -> found.group(1)).toList();
  }

  /** Cuts a line into words as a shell does; what begins with # is a comment. */
  static List<String> words(String line) {
    return WORD.matcher(line.replaceFirst("  +#.*", ""))
        .results()
        .map(word -> word.group().replaceAll("['\"]", ""))
        .toList();
  }
}
