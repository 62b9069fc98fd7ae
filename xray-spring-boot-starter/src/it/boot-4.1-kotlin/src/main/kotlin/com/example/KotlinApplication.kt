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

import com.amazonaws.xray.spring.aop.XRayEnabled
import io.github.springxray.XRayAnnotation
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flowOf
import java.util.concurrent.LinkedBlockingQueue
import org.springframework.boot.autoconfigure.SpringBootApplication
import org.springframework.scheduling.annotation.EnableScheduling
import org.springframework.scheduling.annotation.Scheduled
import org.springframework.stereotype.Component
import org.springframework.stereotype.Service

@SpringBootApplication
@EnableScheduling
class KotlinApplication

@Component
class Nightly(private val orders: OrderService) {

	val runs = LinkedBlockingQueue<String>()

	@Scheduled(fixedDelayString = "24h")
	suspend fun close() {
		runs.add(orders.find("7"))
		delay(20)
	}

	@Scheduled(fixedRateString = "24h")
	suspend fun fail() {
		delay(5)
		throw IllegalStateException("late")
	}

	@Scheduled(fixedRateString = "24h")
	suspend fun atOnce(): Unit = Unit

	@Scheduled(fixedRateString = "24h")
	fun plain() {
		runs.add("plain")
	}

}

@JvmInline
value class OrderId(val value: String)

@Service
@XRayEnabled
class OrderService {

	suspend fun find(@XRayAnnotation("order") id: String): String {
		delay(20)
		return "order $id"
	}

	suspend fun waitFor(gate: Deferred<String>): String = gate.await()

	suspend fun atOnce(id: String): String = id

	suspend fun failLate(): String {
		delay(5)
		throw IllegalStateException("late")
	}

	suspend fun failAtOnce(): String = throw IllegalStateException("at once")

	suspend fun nothing() {
		delay(1)
	}

	suspend fun byValue(@XRayAnnotation("order") id: OrderId): String {
		delay(1)
		return id.value
	}

	suspend fun withDefault(id: String = "default"): String {
		delay(1)
		return id
	}

	fun all(): Flow<Int> = flowOf(1, 2, 3)

	fun plain(id: OrderId): String = id.value

}

interface Repository<T> {

	suspend fun load(id: T): T

}

@Service
@XRayEnabled
class OrderRepository : Repository<String> {

	override suspend fun load(@XRayAnnotation("id") id: String): String {
		delay(1)
		return id
	}

}
