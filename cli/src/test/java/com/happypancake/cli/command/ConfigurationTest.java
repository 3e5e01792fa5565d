package com.happypancake.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.cli.TestSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        .contains(
            file
                + ", line 1: no command has the key 'extract.contry'; expected <command>.<option>");
  }

  @Test
  void aPasswordInTheFileIsRefusedAndNotRepeated() throws IOException {
    TestSession session = session("extract.password=s3cret");
    assertThat(session.run("completion")).isEqualTo(2);
    assertThat(session.err())
        .contains("extract.password: a password may not stand here")
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
    assertThat(session.err())
        .contains(file + ", line 1: \\u is not followed by four hexadecimal digits");
  }

  @Test
  void helpWorksWithABrokenFile() throws IOException {
    assertThat(session("a=\\u12").run("extract", "--help")).isZero();
    assertThat(session("help=true", "nonsense=1").run("--version")).isZero();
  }

  @Test
  void theHomeFolderOfTheEnvironmentPrevailsOverTheSystems() throws IOException {
    Path home = Files.createDirectories(folder.resolve("home/.config/hpc"));
    Files.writeString(home.resolve("hpc.properties"), "transform.in=" + folder.resolve("found"));
    TestSession session = new TestSession().with("HOME", folder.resolve("home").toString());
    session.run("transform", "--out", folder.resolve("out").toString());
    assertThat(session.err()).contains(folder.resolve("found") + ":");
  }

  @ParameterizedTest
  @CsvSource({"XDG_CONFIG_HOME, src/..", "HOME, src/..", "HOME, ?", "HOME, ''"})
  void noFileBelowARelativeFolderIsRead(String variable, String value) throws IOException {
    Path relative = Path.of(value);
    Path here = (variable.equals("HOME") ? relative.resolve(".config") : relative).resolve("hpc");
    Path made = here.resolve("hpc.properties");
    Files.createDirectories(here);
    try {
      Files.writeString(made, "nonsense=1");
      TestSession session = new TestSession().with(variable, value);
      assertThat(session.run("completion")).as(session.err()).isZero();
      assertThat(new Configuration(Map.of(), value).variable(variable)).isEmpty();
    } finally {
      Files.delete(made);
      Files.delete(here);
      if (variable.equals("HOME")) {
        Files.delete(relative.resolve(".config"));
      }
      if (value.equals("?")) {
        Files.delete(relative);
      }
    }
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstKey() throws IOException {
    TestSession session = session("\ufefftransform.in=" + folder.resolve("marked"));
    session.run("transform", "--out", folder.resolve("out").toString());
    assertThat(session.err()).contains(folder.resolve("marked") + ": there is no such folder");
  }

  @Test
  void blanksAfterAValueAreNoPartOfIt() throws IOException {
    TestSession session = session("# a comment \\", "", "country = FI \t", "transform.in=none ");
    assertThat(session.run("transform", "--out", folder + "/out")).isEqualTo(5);
    assertThat(session.err()).contains("none: there is no such folder");
  }

  @Test
  void aValueThatIsNoneOfItsOptionNamesFileLineAndKey() throws IOException {
    TestSession session =
        session("in=none", "", "transform.events-\\", "  per-part=many", "country=FI");
    assertThat(session.run("transform", "--out", "out")).isEqualTo(2);
    assertThat(session.err())
        .startsWith("hpc transform: " + file + ", line 3: transform.events-per-part: Invalid value")
        .hasLineCount(1);
  }

  @Test
  void aValueOfTheCommandLineIsNotBlamedOnTheFile() throws IOException {
    TestSession session = session("events-per-part=5");
    assertThat(session.run("transform", "--in=a", "--out=b", "--events-per-part=x")).isEqualTo(2);
    assertThat(session.err()).startsWith("hpc transform: Invalid value for option");
  }

  @Test
  void aValueThatTheCommandRefusesNamesWhatTheFileSays() throws IOException {
    TestSession session = session("broker=amqp://localhost", "window=0", "rate=fast");
    assertThat(session.run("seed", "--in", "none", "--window", "5")).isEqualTo(2);
    assertThat(session.err())
        .contains("--rate: 'fast' is no rate; expected max, 5000")
        .contains("; " + file + " sets broker (line 1), rate (line 3)")
        .hasLineCount(1);
  }

  @Test
  void bytesThatAreNotUtf8AreNamedByTheirLine() throws IOException {
    Files.write(file, new byte[] {'#', '\n', 'i', 'n', '=', (byte) 0xe4});
    TestSession session = new TestSession().with("HPC_CONFIG", file.toString());
    assertThat(session.run("completion")).isEqualTo(2);
    assertThat(session.err()).contains(file + ", line 2: is not in UTF-8");
  }

  @Test
  void aNameThatIsNoPathIsOneMessage() {
    TestSession session = new TestSession().with("HPC_CONFIG", "a\0b");
    assertThat(session.run("completion")).isEqualTo(2);
    assertThat(session.err()).contains("is not a path in this locale").hasLineCount(1);
  }
}
