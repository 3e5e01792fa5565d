package com.happypancake.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.cli.TestSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("hpc.properties");
  }

  private TestSession session(String... lines) throws IOException {
    Files.write(file, List.of(lines));
    return new TestSession().with("HPC_CONFIG", file.toString());
  }

  @Test
  void aCommandsKeyFillsItsOption() throws IOException {
    TestSession session = session("dumps.ls.quiet=true", "transform.in=" + folder.resolve("none"));
    assertThat(session.run("transform", "--out", folder.resolve("out").toString())).isEqualTo(5);
    assertThat(session.err()).contains(folder.resolve("none") + ": there is no such folder");
  }

  @Test
  void aBareKeyFillsTheOptionOfEveryCommand() throws IOException {
    TestSession session = session("in=" + folder.resolve("none"));
    assertThat(session.run("transform", "--out", folder.resolve("out").toString())).isEqualTo(5);
  }

  @Test
  void aCommandsKeyPrevailsOverABareOne() throws IOException {
    TestSession session =
        session("in=" + folder.resolve("bare"), "transform.in=" + folder.resolve("own"));
    session.run("transform", "--out", folder.resolve("out").toString());
    assertThat(session.err()).contains(folder.resolve("own") + ":");
  }

  @Test
  void aCommandWithinAnotherTakesWhatIsSetOfThatOneUnlessItHasItsOwn() throws IOException {
    String[] check = {"extract", "check", "--out", folder.resolve("out").toString()};
    TestSession outer = session("extract.source=jdbc:h2:mem:outer", "country=FI");
    assertThat(outer.run(check)).as(outer.err()).isEqualTo(4);
    assertThat(outer.err()).contains("database outer: there is no such database");
    TestSession inner =
        session(
            "extract.source=jdbc:h2:mem:outer",
            "extract.check.source=jdbc:h2:mem:inner",
            "country=FI");
    assertThat(inner.run(check)).isEqualTo(4);
    assertThat(inner.err()).contains("database inner: there is no such database");
  }

  @Test
  void theCommandLinePrevailsOverTheFile() throws IOException {
    TestSession session = session("transform.in=" + folder.resolve("file"));
    session.run("transform", "--in", folder.resolve("line").toString(), "--out", folder + "/out");
    assertThat(session.err()).contains(folder.resolve("line") + ":");
  }

  @Test
  void theFileBelowTheConfigurationFolderIsReadToo() throws IOException {
    Path own = Files.createDirectories(folder.resolve("hpc")).resolve("hpc.properties");
    Files.writeString(own, "transform.in=" + folder.resolve("found"));
    TestSession session = new TestSession().with("XDG_CONFIG_HOME", folder.toString());
    session.run("transform", "--out", folder.resolve("out").toString());
    assertThat(session.err()).contains(folder.resolve("found") + ":");
  }

  @Test
  void aKeyThatNoCommandHasIsRefused() throws IOException {
    TestSession session = session("extract.contry=FI");
    assertThat(session.run("completion")).isEqualTo(2);
    assertThat(session.err())
        .contains(file + ": no command has the key 'extract.contry'; expected <command>.<option>");
  }

  @Test
  void aPasswordInTheFileIsRefusedAndNotRepeated() throws IOException {
    TestSession session = session("extract.password=s3cret");
    assertThat(session.run("completion")).isEqualTo(2);
    assertThat(session.err())
        .contains("extract.password: passwords do not stand here")
        .contains("extract.password-file")
        .doesNotContain("s3cret");
  }

  @Test
  void aFileThatIsNamedButMissingIsRefused() {
    TestSession session = new TestSession().with("HPC_CONFIG", file.toString());
    assertThat(session.run("completion")).isEqualTo(2);
    assertThat(session.err()).contains(file + ": HPC_CONFIG names this file, but there is none");
  }

  @Test
  void aFileThatIsNoPropertiesFileIsRefused() throws IOException {
    TestSession session = session("a=\\u12");
    assertThat(session.run("completion")).isEqualTo(2);
    assertThat(session.err()).contains(file + ": cannot be read as a properties file in UTF-8");
  }

  @Test
  void helpWorksWithABrokenFile() throws IOException {
    assertThat(session("a=\\u12").run("extract", "--help")).isZero();
    assertThat(session("help=true", "nonsense=1").run("--version")).isZero();
  }
}
