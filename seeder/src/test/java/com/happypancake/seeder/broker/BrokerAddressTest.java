package com.happypancake.seeder.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.seeder.broker.BrokerAddress.Login;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerAddressTest {

  @ParameterizedTest
  @CsvSource({
    "amqp://broker, amqp://broker:5672/%2F",
    "amqp://broker/, amqp://broker:5672/%2F",
    "amqps://broker, amqps://broker:5671/%2F",
    "AMQP://broker:1, amqp://broker:1/%2F",
    "amqp://broker/%2f, amqp://broker:5672/%2F",
    "amqp://broker/fi, amqp://broker:5672/fi",
    "amqp://broker/a%20b, amqp://broker:5672/a%20b",
    "amqp://u:p@[::1]:7/fi, amqp://[::1]:7/fi",
    "amqp://[fe80::1%25eth0], amqp://[fe80::1%25eth0]:5672/%2F",
    "amqp://hpc_rabbit_1/fi, amqp://hpc_rabbit_1:5672/fi",
    "'amqp://u@one,two:5673,[::1]/fi', 'amqp://one:5672,two:5673,[::1]:5672/fi'",
    "'amqps://one,two', 'amqps://one:5671,two:5671/%2F'",
  })
  void anAddressIsShownWithItsDefaultsAndWithoutItsLogin(String uri, String shown) {
    assertThat(BrokerAddress.parse(uri)).hasToString(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "amqp://broker, guest, guest",
    "amqp://anna@broker, anna, ''",
    "amqp://anna:s+%40%3a@broker, anna, s+@:",
  })
  void theLoginIsReadFromTheAddress(String uri, String user, String password) {
    assertThat(BrokerAddress.parse(uri).login()).isEqualTo(new Login(user, password));
  }

  @Test
  void anotherLoginTakesItsPlace() {
    BrokerAddress address =
        BrokerAddress.parse("amqp://anna:old@broker/fi").withLogin(new Login("berta", "new"));
    assertThat(address.login().user()).isEqualTo("berta");
    assertThat(address).hasToString("amqp://broker:5672/fi");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "broker:5672",
        "http://anna:secret@broker",
        "amqp://anna:secret@",
        "amqp://anna:sec ret@broker",
        "amqp://anna:secret@broker/a/b",
        "amqp://anna:secret@broker?heartbeat=1",
        "amqp://anna:secret@broker:99999",
        "amqp://:secret@broker",
        "amqp://anna:secret@broker/fi#x",
        "amqp://anna:sec%ret@broker",
        "amqp://anna:sec%2 ret@broker",
        "amqp://anna:sec@ret@broker",
        "amqp://anna:sec/ret@broker",
        "amqp://anna:secret@one,,two",
        "amqp://anna:secret@one,two,",
        "amqp://anna:secret@one,two:0",
        "amqp://anna:secret@[::1",
        "amqp://anna:secret@::1",
      })
  void whatIsNoAddressIsRefusedWithoutRepeatingIt(String uri) {
    assertThatThrownBy(() -> BrokerAddress.parse(uri))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .message()
        .doesNotContain("secret", "sec");
  }

  @Test
  void eachHostIsAnAddressOfItsOwn() {
    BrokerAddress address = BrokerAddress.parse("amqps://anna:old@one,two:7/fi");
    assertThat(address.each())
        .hasToString("[amqps://one:5671/fi, amqps://two:7/fi]")
        .allMatch(each -> each.login().equals(address.login()));
  }

  @Test
  void theLoginOfAnAddressIsFoundAsWritten() {
    assertThat(BrokerAddress.userInfo("amqp://a%40b:c@one,two_2")).contains("a%40b:c");
    assertThat(BrokerAddress.userInfo("amqp://one,two_2")).isEmpty();
  }

  @Test
  void noTextOfALoginTellsIt() {
    assertThat(new Login("anna", "secret").toString()).doesNotContain("anna", "secret");
  }

  @ParameterizedTest
  @CsvSource({
    "amqp://broker:5672, http://broker:15672",
    "amqps://broker, https://broker:15671",
    "amqp://[::1], http://[::1]:15672",
  })
  void theManagementApiIsOnTheSameHost(String uri, String url) {
    assertThat(BrokerAddress.parse(uri).managementUrl()).contains(URI.create(url));
  }

  @ParameterizedTest
  @ValueSource(strings = {"amqp://broker:5671", "amqps://broker:5672", "amqp://broker:15"})
  void ofABrokerOnAnotherPortTheManagementApiIsNotGuessed(String uri) {
    assertThat(BrokerAddress.parse(uri).managementUrl()).isEmpty();
  }
}
