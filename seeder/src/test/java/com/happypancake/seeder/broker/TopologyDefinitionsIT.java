package com.happypancake.seeder.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.happypancake.seeder.TestBroker;
import com.happypancake.seeder.broker.ManagementApi.UnansweredException;
import com.happypancake.seeder.stream.StreamAdmin;
import com.happypancake.seeder.stream.StreamTopology;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Imports exported definitions into a virtual host of its own. */
@Timeout(300)
class TopologyDefinitionsIT {

  @RegisterExtension final TestBroker broker = new TestBroker();

  private BrokerAddress vhost;

  @BeforeEach
  void makeVirtualHost() throws Exception {
    BrokerAddress address = broker.address();
    vhost =
        new BrokerAddress(
            address.tls(),
            address.host(),
            address.port(),
            broker.prefix() + "vhost",
            address.login());
    try {
      new ManagementApi(address.managementUrl().orElseThrow(), address).queues();
    } catch (UnansweredException e) {
      assumeTrue(TestBroker.isRequired(), e.getMessage());
    }
    send("PUT", "vhosts/" + vhost.virtualHost(), "");
  }

  @AfterEach
  void removeVirtualHost() throws Exception {
    if (vhost != null) {
      send("DELETE", "vhosts/" + vhost.virtualHost(), "");
    }
  }

  private void send(String method, String path, String body)
      throws IOException, InterruptedException {
    String login = vhost.login().user() + ":" + vhost.login().password();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(vhost.managementUrl().orElseThrow() + "/api/" + path))
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .build()
            .send(request, BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 204);
  }

  @ParameterizedTest
  @EnumSource(QueueType.class)
  void importedDefinitionsGiveWhatADeclarationGives(QueueType type) throws Exception {
    BrokerTopology topology = BrokerTopology.hpc("mine-");
    ManagementApi api = new ManagementApi(vhost.managementUrl().orElseThrow(), vhost);
    TopologyAdmin admin = new TopologyAdmin(vhost, topology);
    admin.declare(type);
    Map<String, Map<String, String>> declared = arguments(api);
    Set<ManagementApi.Binding> bindings = api.bindings();
    ManagementApi.Exchange exchange = api.exchange("mine-hpc");
    assertThat(declared).hasSize(18);
    admin.delete(true);
    assertThat(api.bindings()).isEmpty();

    send(
        "POST",
        "definitions",
        TopologyDefinitions.json(topology, Optional.empty(), type, vhost.virtualHost()));

    assertThat(arguments(api)).isEqualTo(declared);
    assertThat(api.bindings()).isEqualTo(bindings);
    assertThat(api.exchange("mine-hpc")).isEqualTo(exchange);
    // The ledger's message is not imported; a purge makes the first one.
    admin.purge(false);
    assertThat(admin.declare(type).existing()).hasSize(17);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void importedDefinitionsGiveTheStreamThatADeclarationGives(int partitions) throws Exception {
    ManagementApi api = new ManagementApi(vhost.managementUrl().orElseThrow(), vhost);
    StreamTopology streams = StreamTopology.hpc("mine-", partitions);
    StreamAdmin admin = new StreamAdmin(vhost, streams);
    admin.declare();
    Map<String, Map<String, String>> declared = arguments(api);
    Set<ManagementApi.Binding> bindings = api.bindings();
    admin.delete();
    BrokerTopology topology = BrokerTopology.hpc("mine-").withStreams(streams.streams());
    Optional<String> superStream = partitions > 0 ? Optional.of(streams.name()) : Optional.empty();

    send(
        "POST",
        "definitions",
        TopologyDefinitions.json(topology, superStream, QueueType.CLASSIC, vhost.virtualHost()));

    assertThat(arguments(api)).containsAllEntriesOf(declared).hasSize(18 + declared.size());
    assertThat(api.bindings()).containsAll(bindings);
    assertThat(StreamAdmin.addTo(BrokerTopology.hpc("mine-"), vhost)).isEqualTo(topology);
    // It is there already, with the same attributes.
    admin.declare();
  }

  private static Map<String, Map<String, String>> arguments(ManagementApi api) throws Exception {
    return api.queues().values().stream()
        .collect(
            java.util.stream.Collectors.toMap(
                QueueStatus::name, each -> each.attributes().orElseThrow().arguments()));
  }
}
