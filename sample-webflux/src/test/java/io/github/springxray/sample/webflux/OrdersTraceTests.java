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
package io.github.springxray.sample.webflux;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import io.github.springxray.test.AutoConfigureXRay;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static io.github.springxray.test.XRayAssertions.assertThat;

/**
 * What each request records.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureXRay
class OrdersTraceTests {

	private static final HttpClient client = HttpClient.newHttpClient();

	@Autowired
	private RecordedTraces traces;

	@LocalServerPort
	private int port;

	@Test
	void anOrderIsReadFromTheDatabaseAndPricedByAnotherService() throws Exception {
		assertThat(send(request("/orders/1")).body()).contains("\"cents\":600");
		RecordedEntity prices = this.traces.takeSegment((segment) -> isOf(segment, "/prices/{article}"));
		RecordedEntity orders = this.traces.takeSegment();
		assertThat(orders).hasHttpStatus(200).isComplete().hasTree("""
				orders
				  OrderService.find
				    shop
				    127.0.0.1""");
		assertThat(orders).subsegment("OrderService.find").hasAnnotation("order", 1);
		assertThat(orders.subsegment("shop").sql()).containsEntry("url", "r2dbc:h2:mem:shop")
			.containsEntry("user", "sa")
			.containsEntry("preparation", "statement");
		assertThat(prices).hasTraceId(orders.traceId()).hasParentId(orders.subsegment("127.0.0.1").id());
	}

	@Test
	void aStreamOfOrdersIsOneSegment() throws Exception {
		assertThat(send(request("/orders").header("Accept", "application/x-ndjson")).body().lines().count())
			.isGreaterThanOrEqualTo(2);
		RecordedEntity orders = this.traces.takeSegment((segment) -> isOf(segment, "/orders"));
		assertThat(orders.subsegment("OrderService.all").subsegments()).hasSizeGreaterThanOrEqualTo(3);
		this.traces.clear();
	}

	@Test
	void anOrderThatIsPlacedIsAnInsert() throws Exception {
		assertThat(send(request("/orders?article=milk").POST(BodyPublishers.noBody())).statusCode()).isEqualTo(201);
		assertThat(this.traces.takeSegment()).hasHttpStatus(201).hasTree("""
				orders
				  OrderService.place
				    shop""");
	}

	@Test
	void anOrderThatIsNotThereIsAnErrorOfTheClient() throws Exception {
		assertThat(send(request("/orders/4711")).statusCode()).isEqualTo(404);
		assertThat(this.traces.takeSegment()).hasHttpStatus(404).isError().isNotFault();
	}

	private static boolean isOf(RecordedEntity segment, String route) {
		return route.equals(segment.annotations().get("http_route"));
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path));
	}

	private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		return client.send(request.build(), BodyHandlers.ofString());
	}

}
