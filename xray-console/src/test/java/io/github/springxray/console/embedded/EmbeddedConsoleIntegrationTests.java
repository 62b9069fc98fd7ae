/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.console.embedded;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Optional;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.devtools.settings.DevToolsSettings;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class EmbeddedConsoleIntegrationTests {

	private static JsonNode awaitTraces(EmbeddedClient client, String path) {
		return Awaitility.await()
			.until(() -> client.json(path + "/api/traces"), (traces) -> traces.path("matched").asInt() > 0);
	}

	@Test
	void showsRequestsOfApplicationAndNoneOfItsOwn(CapturedOutput output) {
		try (ConfigurableApplicationContext context = ConsoleApplication.run()) {
			EmbeddedClient client = new EmbeddedClient(context);
			assertThat(output).containsOnlyOnce("X-Ray console at http://localhost:" + client.port() + "/xray/");
			assertThat(client.json("/xray/api/status").path("application").asString()).isEqualTo("greetings");
			assertThat(client.send("GET", "/xray/nothing")).contains("404");
			assertThat(client.send("GET", "/hello")).contains("hello");
			JsonNode traces = awaitTraces(client, "/xray");
			assertThat(traces.path("total").asInt()).isEqualTo(1);
			assertThat(traces.at("/traces/0/name").asString()).isEqualTo("greetings");
			assertThat(traces.at("/traces/0/url").asString()).endsWith("/hello");
			assertThat(client.json("/xray/api/statistics").at("/routes/0/route").asString()).isEqualTo("/hello");
		}
	}

	@Test
	void redirectsToPageWithSlashBehindAnyPrefix() {
		try (ConfigurableApplicationContext context = ConsoleApplication.run("server.servlet.context-path=/app",
				"xray.console.path=/tools/traces")) {
			EmbeddedClient client = new EmbeddedClient(context);
			assertThat(client.send("GET", "/app/tools/traces")).contains("302").contains("Location: traces/\r\n");
			assertThat(client.status("GET", "/app/tools/traces/api/status")).isEqualTo(200);
			assertThat(client.status("GET", "/app/xray/")).isEqualTo(404);
		}
	}

	@Test
	void isOffByDefault() {
		try (ConfigurableApplicationContext context = ConsoleApplication.run("xray.console.enabled=false")) {
			assertThat(context.getBeansOfType(ConsoleTraceSender.class)).isEmpty();
			assertThat(new EmbeddedClient(context).status("GET", "/xray/api/status")).isEqualTo(404);
		}
		try (ConfigurableApplicationContext context = ConsoleApplication.run("xray.enabled=false")) {
			assertThat(context.getBeansOfType(ConsoleTraceSender.class)).isEmpty();
		}
	}

	@Test
	void devtoolsSwitchItOn() {
		assertThat(DevToolsSettings.get().getPropertyDefaults()).containsEntry("xray.console.enabled", "true");
	}

	@Test
	void pathIsValidated() {
		for (String path : new String[] { "", "/", "xray", "/xray/", "/x//y", "/x/../y", "/x*", "/x y", "/{x}" }) {
			assertThatExceptionOfType(Exception.class).as(path)
				.isThrownBy(() -> ConsoleApplication.run("xray.console.path=" + path).close())
				.havingRootCause()
				.withMessageContaining("Write a path below the root such as /xray");
		}
	}

	@Test
	void answersCarryHeadersThatKeepPageToItself() {
		try (ConfigurableApplicationContext context = ConsoleApplication.run()) {
			for (String path : new String[] { "/xray", "/xray/api/status", "/xray/nothing", "/xray/assets/a.js" }) {
				assertThat(new EmbeddedClient(context).send("GET", path)).as(path)
					.contains("Content-Security-Policy: default-src 'none'; script-src 'self'; ")
					.contains("frame-ancestors 'none'")
					.contains("X-Content-Type-Options: nosniff")
					.contains("Referrer-Policy: no-referrer")
					.contains("Cache-Control: no-store");
			}
		}
	}

	@Test
	void refusesNamesOfOtherSites() {
		try (ConfigurableApplicationContext context = ConsoleApplication.run()) {
			EmbeddedClient client = new EmbeddedClient(context);
			assertThat(client.status("GET", "/xray/api/traces", "Host: evil.example")).isEqualTo(403);
			assertThat(client.status("DELETE", "/xray/api/traces", "Origin: http://evil.example")).isEqualTo(403);
			assertThat(client.status("POST", "/xray/TraceSegments", "Content-Type: text/plain")).isEqualTo(415);
			assertThat(client.status("DELETE", "/xray/api/traces")).isEqualTo(200);
		}
	}

	@Test
	void rulesOfSamplingAreBelowItsPathAndForNoOtherSite() {
		try (ConfigurableApplicationContext context = ConsoleApplication.run()) {
			EmbeddedClient client = new EmbeddedClient(context);
			assertThat(client.send("POST", "/xray/GetSamplingRules")).contains(" 200 ").contains("\"Default\"");
			for (String operation : new String[] { "CreateSamplingRule", "UpdateSamplingRule", "DeleteSamplingRule",
					"SamplingTargets", "TelemetryRecords" }) {
				String path = "/xray/" + operation;
				assertThat(client.status("POST", path, "Content-Type: text/plain")).as(path).isEqualTo(415);
				assertThat(client.status("POST", path, "Content-Type: application/json", "Origin: http://evil.example"))
					.as(path)
					.isEqualTo(403);
				assertThat(client.status("POST", path, "Content-Type: application/json", "Sec-Fetch-Site: same-site"))
					.as(path)
					.isEqualTo(403);
				assertThat(client.status("POST", path, "Content-Type: application/json", "Host: evil.example")).as(path)
					.isEqualTo(403);
				assertThat(client.status("POST", path)).as(path).isEqualTo(400);
			}
		}
	}

	@Test
	void refusesWhatCameThroughProxyWhoeverItSaysItIs() {
		for (String strategy : new String[] { "none", "native", "framework" }) {
			try (ConfigurableApplicationContext context = ConsoleApplication
				.run("server.forward-headers-strategy=" + strategy)) {
				EmbeddedClient client = new EmbeddedClient(context);
				for (String header : new String[] { "X-Forwarded-For: 127.0.0.1", "X-Forwarded-For: 10.0.0.1",
						"Forwarded: for=127.0.0.1", "X-Real-IP: 127.0.0.1", "Via: 1.1 proxy",
						"X-Forwarded-Host: localhost" }) {
					assertThat(client.status("GET", "/xray/api/status", header)).as(strategy + " " + header)
						.isEqualTo(403);
				}
				// Of Tomcat's own valve nobody can tell afterwards what the client has
				// made up
				int expected = strategy.equals("native") ? 403 : 200;
				assertThat(client.status("GET", "/xray/api/status")).as(strategy).isEqualTo(expected);
			}
		}
	}

	@Test
	void refusesOtherMachinesUnlessTheyMay() throws IOException {
		Optional<InetAddress> address = NetworkInterface.networkInterfaces()
			.flatMap(NetworkInterface::inetAddresses)
			.filter((each) -> !each.isLoopbackAddress() && each instanceof Inet4Address)
			.findFirst();
		Assumptions.assumeTrue(address.isPresent(), "This machine has no address but loopback");
		try (ConfigurableApplicationContext context = ConsoleApplication.run("server.address=0.0.0.0")) {
			EmbeddedClient client = new EmbeddedClient(context);
			assertThat(client.send(address.get(), "GET", "/xray/api/status")).contains(" 403 ")
				.contains("xray.console.remote-access");
			assertThat(client.send(address.get(), "GET", "/xray/api/status", "X-Forwarded-For: 127.0.0.1"))
				.contains(" 403 ");
		}
		try (ConfigurableApplicationContext context = ConsoleApplication.run("server.address=0.0.0.0",
				"server.forward-headers-strategy=native")) {
			assertThat(new EmbeddedClient(context).send(address.get(), "GET", "/xray/api/status",
					"X-Forwarded-For: 127.0.0.1"))
				.contains(" 403 ");
		}
		try (ConfigurableApplicationContext context = ConsoleApplication.run("server.address=0.0.0.0",
				"xray.console.remote-access=true")) {
			EmbeddedClient client = new EmbeddedClient(context);
			assertThat(client.send(address.get(), "GET", "/xray/api/status")).contains(" 200 ");
			assertThat(client.send(address.get(), "GET", "/xray/api/status", "Host: evil.example")).contains(" 403 ");
		}
	}

	@Test
	void opensNoHoleInSecurity() {
		try (ConfigurableApplicationContext context = ConsoleApplication.run(WebApplicationType.SERVLET,
				"spring.security.user.name=ada", "spring.security.user.password=secret")) {
			EmbeddedClient client = new EmbeddedClient(context);
			for (String path : new String[] { "/xray", "/xray/", "/xray/api/traces", "/xray/api/status",
					"/xray/assets/cytoscape.min.js", "/xray/TraceSegments" }) {
				assertThat(client.status("GET", path)).as(path).isEqualTo(401);
			}
			assertThat(client.status("GET", "/xray/api/status", "Authorization: Basic YWRhOnNlY3JldA=="))
				.isEqualTo(200);
			assertThat(client.status("DELETE", "/xray/api/traces", "Authorization: Basic YWRhOnNlY3JldA=="))
				.as("without the token against forgery")
				.isIn(401, 403);
		}
	}

	@Test
	void servesReactiveApplications() {
		try (ConfigurableApplicationContext context = ConsoleApplication.run(WebApplicationType.REACTIVE,
				ConsoleApplication.NO_SECURITY)) {
			EmbeddedClient client = new EmbeddedClient(context);
			assertThat(client.json("/xray/api/status").path("application").asString()).isEqualTo("greetings");
			assertThat(client.send("GET", "/xray")).contains("302").containsIgnoringCase("Location: xray/\r\n");
			assertThat(client.send("GET", "/xray/nothing")).contains("404")
				.contains("There is nothing at this path")
				.contains("Content-Security-Policy");
			assertThat(client.status("GET", "/xray/assets/cytoscape.min.js")).isEqualTo(200);
			assertThat(client.status("GET", "/xray/api/status", "Host: evil.example")).isEqualTo(403);
			assertThat(client.status("GET", "/xray/api/status", "X-Forwarded-For: 127.0.0.1")).isEqualTo(403);
			assertThat(client.status("DELETE", "/xray/api/traces")).isEqualTo(200);
			assertThat(client.status("GET", "/hello")).isEqualTo(200);
		}
		try (ConfigurableApplicationContext context = ConsoleApplication.run(WebApplicationType.REACTIVE,
				ConsoleApplication.NO_SECURITY, "server.forward-headers-strategy=framework")) {
			assertThat(new EmbeddedClient(context).status("GET", "/xray/api/status", "X-Forwarded-For: 127.0.0.1"))
				.isEqualTo(403);
		}
	}

}
