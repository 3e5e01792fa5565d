package com.happypancake.cli.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.cli.TestSession;
import com.happypancake.cli.command.CommandException;
import com.happypancake.seeder.SeedControl;
import com.happypancake.seeder.SeedSnapshot;
import com.happypancake.seeder.SeedSnapshot.Phase;
import com.happypancake.seeder.control.ControlServer;
import com.happypancake.seeder.pace.RatePlan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@Timeout(60)
class ControlOptionsTest {

  @TempDir private Path log;

  private final List<String> said = new ArrayList<>();

  private final SeedControl run =
      new SeedControl() {
        @Override
        public SeedSnapshot snapshot() {
          return Snapshots.of(Phase.RUNNING, 5, Optional.empty());
        }

        @Override
        public void rate(RatePlan plan) {}

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void stop() {}
      };

  private Optional<ControlServer> open(String... options) throws CommandException, IOException {
    return CommandLine.populateCommand(new ControlOptions(), options)
        .open(new TestSession().context(), log, run, said::add);
  }

  private static int status(ControlServer server, String token)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/state"))
                .header("Authorization", "Bearer " + token)
                .build(),
            BodyHandlers.ofString())
        .statusCode();
  }

  @Test
  void aRandomTokenIsInAFileAndInNoLog() throws Exception {
    try (ControlServer server = open("--control", "0").orElseThrow()) {
      Path file = log.resolve("control-token");
      String token = Files.readString(file).strip();

      assertThat(token).matches("[0-9a-f]{32}");
      assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
      assertThat(said)
          .containsExactly(
              "dashboard: http://127.0.0.1:"
                  + server.port()
                  + "/#token=... with the token in "
                  + file);
      assertThat(status(server, token)).isEqualTo(200);
      assertThat(status(server, token.replace(token.charAt(0), 'x'))).isEqualTo(401);
    }
  }

  @Test
  void aTokenOfTheUsersOwnIsTaken() throws Exception {
    Path file = Files.writeString(log.resolve("mine"), "0123456789abcdef\nnotes\n");
    try (ControlServer server =
        open("--control", "localhost:0", "--control-token-file", file.toString()).orElseThrow()) {
      assertThat(status(server, "0123456789abcdef")).isEqualTo(200);
      assertThat(log.resolve("control-token")).doesNotExist();
      assertThat(said).hasSize(1).first().asString().doesNotContain("0123456789abcdef");
    }
  }

  @Test
  void aShortTokenIsRefusedWithoutBeingShown() throws IOException {
    Path file = Files.writeString(log.resolve("mine"), "hunter2");

    assertThatThrownBy(() -> open("--control", "0", "--control-token-file", file.toString()))
        .hasMessageStartingWith("--control-token-file: a token has at least 16 characters")
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--control=0.0.0.0:0         | --control: other machines can reach 0.0.0.0:0, and",
        "--control=x                 | --control is 'x'; expected PORT or HOST:PORT",
        "--control=nowhere.invalid:1 | --control: no address is known of the host 'nowhere.inval",
        "--control-from-anywhere     | --control-from-anywhere is for --control; give its address",
        "--control-token-file=f      | --control-token-file is for --control; give its address",
      })
  void wrongOptionsAreRefused(String option, String message) {
    assertThatThrownBy(() -> open(option))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void anAddressForOthersIsTakenIfThatIsSaid() throws Exception {
    try (ControlServer server =
        open("--control", "0.0.0.0:0", "--control-from-anywhere").orElseThrow()) {
      assertThat(status(server, "no")).isEqualTo(401);
    }
    assertThat(open()).isEmpty();
  }
}
