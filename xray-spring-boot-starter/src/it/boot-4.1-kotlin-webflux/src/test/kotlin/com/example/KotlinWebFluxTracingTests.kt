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

package com.example

import com.amazonaws.xray.emitters.Emitter
import com.amazonaws.xray.entities.Segment
import com.amazonaws.xray.entities.Subsegment
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.boot.test.context.SpringBootTest
import org.springframework.boot.test.context.TestConfiguration
import org.springframework.boot.test.web.server.LocalServerPort
import org.springframework.context.annotation.Bean
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers
import java.time.Duration
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit

/**
 * Coroutines of a request, over suspensions and on other dispatchers, without automatic propagation.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = ["xray.sampling.strategy=all", "spring.application.name=kotlin"])
class KotlinWebFluxTracingTests(@Autowired val recorded: RecordingEmitter, @LocalServerPort val port: Int) {

	private val client = HttpClient.newHttpClient()

	@Test
	fun theSegmentIsCurrentOverSuspensionsAndOnOtherDispatchers() {
		for (path in listOf("/suspended", "/routed")) {
			val response = get(path)
			val segment = recorded.take()
			assertThat(response.body().split(",")).hasSize(6).containsOnly(segment.traceId.toString())
			assertThat(segment.annotations).containsEntry("filtered", true).containsEntry("http_route", path)
		}
	}

	@Test
	fun theSegmentIsCurrentInAHandlerThatTakesABody() {
		val request = request("/posted").POST(BodyPublishers.ofString("body")).build()
		val response = client.send(request, BodyHandlers.ofString())
		assertThat(response.body().split(",")).hasSize(6).containsOnly(recorded.take().traceId.toString())
	}

	@Test
	fun aSuspendingFunctionIsASubsegmentThatLastsAsLongAndIsCurrentInside() {
		get("/bean")
		val call = recorded.take().subsegmentsCopy.single()
		assertThat(call.name).isEqualTo("OrderService.find")
		assertThat(call.isInProgress).isFalse()
		assertThat(call.annotations).containsEntry("order", "7")
			.containsEntry("after_delay", true)
			.containsEntry("on_io", true)
		assertThat(call.endTime - call.startTime).isGreaterThanOrEqualTo(0.019)
	}

	@Test
	fun aFlowCallsTracedFunctions() {
		assertThat(get("/flow").body()).contains("order 1").contains("order 2")
		assertThat(recorded.take().subsegmentsCopy.map { it.name })
			.containsExactly("OrderService.find", "OrderService.find")
	}

	@Test
	fun theSegmentIsCurrentInAFlowOverSuspensions() {
		val seen = get("/flow-current").body().trim(',').split(",")
		assertThat(seen).hasSize(6).containsOnly(recorded.take().traceId.toString())
	}

	@Test
	fun aFlowOfATracedBeanIsASubsegmentUntilItsEndAndIsCurrentInside() {
		assertThat(get("/flow-bean").body()).isEqualTo("order 1 order 2 ")
		val call = recorded.take().subsegmentsCopy.single()
		assertThat(call.name).isEqualTo("OrderService.all")
		assertThat(call.subsegmentsCopy.map { it.name }).containsExactly("row", "row")
		assertThat(call.endTime - call.startTime).isGreaterThanOrEqualTo(0.019)
	}

	@Test
	fun aWebClientThatIsAwaitedIsASubsegmentAndTellsTheCallee() {
		get("/client")
		val segments = listOf(recorded.take(), recorded.take())
		val caller = segments.single { it.subsegmentsCopy.isNotEmpty() }
		val callee = segments.single { it !== caller }
		assertThat(callee.traceId).isEqualTo(caller.traceId)
		assertThat(callee.parentId).isEqualTo(caller.subsegmentsCopy.single().id)
	}

	@Test
	fun aFailureAfterASuspensionIsAFault() {
		assertThat(get("/failing").statusCode()).isEqualTo(500)
		val segment = recorded.take()
		assertThat(segment.isFault).isTrue()
		// Where assertions are on, coroutines throw a copy whose cause is the original
		assertThat(segment.cause.exceptions.map { it.message }).isNotEmpty().containsOnly("late")
	}

	private fun get(path: String): HttpResponse<String> =
		client.send(request(path).build(), BodyHandlers.ofString())

	private fun request(path: String) =
		HttpRequest.newBuilder(URI.create("http://localhost:$port$path")).timeout(Duration.ofSeconds(20))

	class RecordingEmitter : Emitter() {

		private val segments = LinkedBlockingQueue<Segment>()

		override fun sendSegment(segment: Segment): Boolean = segments.add(segment)

		override fun sendSubsegment(subsegment: Subsegment) = true

		fun take(): Segment = checkNotNull(segments.poll(10, TimeUnit.SECONDS)) { "No segment arrived" }

	}

	@TestConfiguration(proxyBeanMethods = false)
	class EmitterConfiguration {

		@Bean
		fun emitter() = RecordingEmitter()

	}

}
