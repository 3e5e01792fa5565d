package com.happypancake.seeder.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dashboard in a real browser, before a run that publishes nothing. */
@Timeout(300)
class DashboardIT {

  private static final String SECRET = "0123456789abcdef";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path profile;

  private final FakeSeed seed = new FakeSeed();
  private ControlServer server;
  private TestBrowser browser;

  @BeforeEach
  void start() throws IOException {
    browser = TestBrowser.start(profile);
    server =
        ControlServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Optional.empty(),
            ControlToken.of(SECRET),
            seed);
  }

  @AfterEach
  void end() {
    if (server != null) {
      browser.close();
      server.close();
    }
  }

  private String address() {
    return "http://127.0.0.1:" + server.port() + "/";
  }

  private void show() {
    browser.open(address() + "#token=" + SECRET);
    expect("phase", "Running");
  }

  private void expect(String id, String text) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(browser.text(id)).contains(text));
  }

  private void focus(String id) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              browser.press("Tab");
              return browser.eval("document.activeElement.id").equals(id);
            });
  }

  @Test
  void showsTheRunAndAsksNobodyElse() {
    show();

    expect("name", "fi-20260101");
    expect("sent-rate", "2,000/s");
    expect("confirmed", "of 100,000 events");
    expect("remaining", "1 h 30 min left");
    expect("limit", "queue news holds 50000 messages");
    expect("p99", "9 ms");
    expect("depths", "news: 4,0");
    assertThat(browser.eval("document.getElementById('slider').getAttribute('aria-valuetext')"))
        .isEqualTo("2,000 events per second");
    assertThat(browser.eval("location.href")).isEqualTo(address());
    assertThat(browser.requests)
        .isNotEmpty()
        .allMatch(each -> each.startsWith(address()) || each.startsWith("data:"));
    assertThat(browser.complaints).isEmpty();
  }

  @Test
  void pauseIsClickedAndTheRateFalls() {
    show();
    expect("sent-rate", "2,000/s");

    browser.click("pause");
    expect("phase", "Paused");
    expect("sent-rate", "0/s");
    expect("done", "The run is paused.");
    assertThat(seed.calls).containsExactly("pause");

    expect("pause", "Continue");
    browser.click("pause");
    expect("sent-rate", "2,000/s");
    assertThat(seed.calls).containsExactly("pause", "resume");
  }

  @Test
  void theKeyboardMovesTheSliderAndSetsANumber() {
    show();
    focus("slider");
    browser.press("ArrowRight");
    expect("planned-rate", "2,200/s");
    assertThat(seed.calls).containsExactly("rate 2200");

    focus("rate");
    browser.eval("document.getElementById('rate').select()");
    browser.eval("document.execCommand('insertText', false, '750.5')");
    browser.press("Enter");
    expect("done", "The rate is now");
    await().atMost(PATIENCE).until(() -> seed.calls.contains("rate 750.5"));
  }

  @Test
  void aStopIsAskedForTwice() {
    show();
    focus("stop");
    browser.press("Enter");
    assertThat(browser.eval("document.getElementById('stop-dialog').open")).isEqualTo("true");
    browser.press("Escape");
    assertThat(browser.eval("document.getElementById('stop-dialog').open")).isEqualTo("false");
    assertThat(browser.eval("document.activeElement.id")).isEqualTo("stop");
    assertThat(seed.calls).isEmpty();

    browser.press("Enter");
    browser.click("stop-yes");
    expect("phase", "Ended");
    assertThat(seed.calls).containsExactly("stop");
    assertThat(browser.eval("document.getElementById('pause').disabled")).isEqualTo("true");
  }

  @Test
  void aReloadKeepsThePast() {
    show();
    await().atMost(PATIENCE).until(() -> Integer.parseInt(browser.eval("past.length")) >= 4);
    String first = browser.eval("past[0].time");

    browser.reload();
    await().atMost(PATIENCE).until(() -> browser.eval("past.length > 3").equals("true"));
    assertThat(browser.eval("past[0].time")).isLessThanOrEqualTo(first);
    // The page draws when the answer to its next question is there.
    String drawn = "charts[0].chart.data.datasets[0]?.data.length > 3";
    await().atMost(PATIENCE).until(() -> browser.eval(drawn).equals("true"));
  }

  @ParameterizedTest
  @CsvSource({"360, false", "360, true", "1280, true"})
  void fitsThePhoneAndTheDark(int width, boolean dark) throws IOException {
    browser.look(width, dark);
    show();
    expect("depths", "news");

    assertThat(browser.eval("document.documentElement.scrollWidth"))
        .isEqualTo(Integer.toString(width));
    String ground = browser.eval("getComputedStyle(document.body).backgroundColor");
    assertThat(ground).isEqualTo(dark ? "rgb(13, 17, 23)" : "rgb(246, 247, 249)");
    browser.picture(Path.of("target", "dashboard-" + width + (dark ? "-dark" : "") + ".png"));
  }

  @Test
  void aWrongTokenIsSaid() {
    browser.open(address() + "#token=wrong-wrong-wrong");
    expect("problem", "The token is missing or wrong.");
    assertThat(browser.eval("document.getElementById('problem').hidden")).isEqualTo("false");

    browser.open(address() + "#token=" + SECRET);
    expect("phase", "Running");
    await()
        .atMost(PATIENCE)
        .until(() -> browser.eval("document.getElementById('problem').hidden").equals("true"));
  }

  @Test
  void theEndOfTheSeederIsSaid() {
    show();
    server.close();
    expect("problem", "The seeder does not answer.");
  }
}
