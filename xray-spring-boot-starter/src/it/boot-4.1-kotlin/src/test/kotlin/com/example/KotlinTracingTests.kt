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

import com.amazonaws.xray.AWSXRayRecorder
import com.amazonaws.xray.emitters.Emitter
import com.amazonaws.xray.entities.Segment
import com.amazonaws.xray.entities.Subsegment
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatExceptionOfType
import org.assertj.core.api.Assertions.assertThatIllegalStateException
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import org.junit.jupiter.api.Test
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.boot.test.context.SpringBootTest
import org.springframework.boot.test.context.TestConfiguration
import org.springframework.context.annotation.Bean

/**
 * Functions of Kotlin, from the call of a suspend function to its completion.
 */
@SpringBootTest(properties = ["xray.sampling.strategy=all"])
class KotlinTracingTests(@Autowired val orders: OrderService, @Autowired val repository: Repository<String>,
		@Autowired val recorder: AWSXRayRecorder) {

	@Test
	fun suspendFunctionIsTracedUntilItCompletes() {
		val call = trace { assertThat(orders.find("7")).isEqualTo("order 7") }
		assertThat(call.name).isEqualTo("OrderService.find")
		assertThat(call.annotations).containsEntry("order", "7")
		assertThat(call.isInProgress).isFalse()
		val gate = CompletableDeferred<String>()
		val waiting = trace {
			coroutineScope {
				val result = async(start = CoroutineStart.UNDISPATCHED) { orders.waitFor(gate) }
				val open = recorder.currentSegment!!.subsegmentsCopy.single()
				assertThat(open.isInProgress).isTrue()
				gate.complete("opened")
				assertThat(result.await()).isEqualTo("opened")
			}
		}
		assertThat(waiting.isInProgress).isFalse()
	}

	@Test
	fun suspendFunctionThatDoesNotSuspendIsTraced() {
		assertThat(trace { assertThat(orders.atOnce("7")).isEqualTo("7") }.name).isEqualTo("OrderService.atOnce")
		assertThat(trace { orders.nothing() }.name).isEqualTo("OrderService.nothing")
	}

	@Test
	fun failureOfASuspendFunctionIsRecordedAndReachesItsCaller() {
		for (failing in listOf<suspend () -> String>(orders::failLate, orders::failAtOnce)) {
			val call = trace { assertThatIllegalStateException().isThrownBy { runBlocking { failing() } } }
			assertThat(call.isFault).isTrue()
			assertThat(call.cause.exceptions).isNotEmpty()
		}
	}

	@Test
	fun cancelledSuspendFunctionEnds() {
		val call = trace {
			assertThatExceptionOfType(TimeoutCancellationException::class.java).isThrownBy {
				runBlocking { withTimeout(1) { orders.find("7") } }
			}
		}
		assertThat(call.isInProgress).isFalse()
	}

	@Test
	fun mangledAndSyntheticFunctionsHaveTheirNamesOfTheSource() {
		assertThat(trace { orders.byValue(OrderId("7")) }.name).isEqualTo("OrderService.byValue")
		assertThat(trace { orders.plain(OrderId("7")) }.name).isEqualTo("OrderService.plain")
		assertThat(trace { assertThat(orders.withDefault()).isEqualTo("default") }.name)
			.isEqualTo("OrderService.withDefault")
		val call = trace { assertThat(repository.load("7")).isEqualTo("7") }
		assertThat(call.name).isEqualTo("OrderRepository.load")
		assertThat(call.annotations).containsEntry("id", "7")
	}

	@Test
	fun scheduledSuspendFunctionsAreSegmentsUntilTheyComplete() {
		val segments = HashMap<String, Segment>()
		while (segments.size < 4) {
			val segment = checkNotNull(emitted.poll(20, TimeUnit.SECONDS))
			segment.annotations["job"]?.let { assertThat(segments.put(it.toString(), segment)).isNull() }
		}
		assertThat(segments).containsOnlyKeys("Nightly.close", "Nightly.fail", "Nightly.atOnce", "Nightly.plain")
		val close = segments.getValue("Nightly.close")
		assertThat(close.isFault).isFalse()
		assertThat(close.endTime - close.startTime).isGreaterThanOrEqualTo(0.02)
		assertThat(close.subsegmentsCopy.single().name).isEqualTo("OrderService.find")
		val fail = segments.getValue("Nightly.fail")
		assertThat(fail.isFault).isTrue()
		assertThat(fail.cause.exceptions.single().type).isEqualTo(IllegalStateException::class.java.name)
		assertThat(segments.values.map { it.traceId }.distinct()).hasSize(4)
	}

	@Test
	fun flowIsTraced() {
		assertThat(trace { assertThat(orders.all().toList()).containsExactly(1, 2, 3) }.name)
			.isEqualTo("OrderService.all")
	}

	private fun trace(work: suspend () -> Unit): Subsegment {
		val segment = recorder.beginSegment("test")
		runBlocking { work() }
		assertThat(recorder.traceEntity).isSameAs(segment)
		recorder.endSegment()
		return segment.subsegmentsCopy.single()
	}

	companion object {

		val emitted = LinkedBlockingQueue<Segment>()

	}

	@TestConfiguration(proxyBeanMethods = false)
	class EmitterConfiguration {

		@Bean
		fun emitter(): Emitter = object : Emitter() {

			override fun sendSegment(segment: Segment) = emitted.add(segment)

			override fun sendSubsegment(subsegment: Subsegment) = true

		}

	}

}
