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

import com.amazonaws.xray.AWSXRay
import com.amazonaws.xray.spring.aop.XRayEnabled
import io.github.springxray.XRayAnnotation
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.withContext
import org.springframework.boot.autoconfigure.SpringBootApplication
import org.springframework.context.annotation.Bean
import org.springframework.core.env.Environment
import org.springframework.stereotype.Component
import org.springframework.stereotype.Service
import org.springframework.web.bind.annotation.GetMapping
import org.springframework.web.bind.annotation.PostMapping
import org.springframework.web.bind.annotation.RequestBody
import org.springframework.web.bind.annotation.RestController
import org.springframework.web.reactive.function.client.WebClient
import org.springframework.web.reactive.function.client.awaitBody
import org.springframework.web.reactive.function.server.ServerResponse
import org.springframework.web.reactive.function.server.bodyValueAndAwait
import org.springframework.web.reactive.function.server.coRouter
import org.springframework.web.server.CoWebFilter
import org.springframework.web.server.CoWebFilterChain
import org.springframework.web.server.ServerWebExchange

@SpringBootApplication
class KotlinWebFluxApplication {

	@Bean
	fun routes() = coRouter {
		GET("/routed") { ServerResponse.ok().bodyValueAndAwait(currentAllAlong().joinToString(",")) }
	}

}

fun current() = AWSXRay.getCurrentSegmentOptional().map { it.traceId.toString() }.orElse("none")

suspend fun currentAllAlong(): List<String> {
	val seen = mutableListOf(current())
	delay(5)
	seen += current()
	withContext(Dispatchers.IO) {
		seen += current()
		delay(5)
		seen += current()
	}
	coroutineScope { seen += async(Dispatchers.Default) { current() }.await() }
	seen += current()
	return seen
}

/**
 * A filter that suspends before it goes on.
 */
@Component
class SuspendingFilter : CoWebFilter() {

	override suspend fun filter(exchange: ServerWebExchange, chain: CoWebFilterChain) {
		delay(2)
		AWSXRay.getCurrentSegmentOptional().ifPresent { it.putAnnotation("filtered", true) }
		chain.filter(exchange)
	}

}

@RestController
class OrderController(private val orders: OrderService, private val clients: WebClient.Builder,
		private val environment: Environment) {

	@GetMapping("/suspended")
	suspend fun suspended() = currentAllAlong().joinToString(",")

	@PostMapping("/posted")
	suspend fun posted(@RequestBody body: String) = currentAllAlong().joinToString(",")

	@GetMapping("/bean")
	suspend fun bean(): String = orders.find("7")

	@GetMapping("/flow")
	fun flow(): Flow<String> = flow {
		emit(orders.find("1"))
		emit(orders.find("2"))
	}

	@GetMapping("/flow-current")
	fun currentFlow(): Flow<String> = flow { currentAllAlong().forEach { emit("$it,") } }

	@GetMapping("/flow-bean")
	fun beanFlow(): Flow<String> = orders.all()

	@GetMapping("/client")
	suspend fun client(): String {
		delay(5)
		val port = environment.getRequiredProperty("local.server.port")
		return clients.build().get().uri("http://localhost:$port/suspended").retrieve().awaitBody()
	}

	@GetMapping("/failing")
	suspend fun failing(): String {
		delay(5)
		throw IllegalStateException("late")
	}

}

@Service
@XRayEnabled
class OrderService {

	suspend fun find(@XRayAnnotation("order") id: String): String {
		delay(20)
		AWSXRay.getCurrentSubsegmentOptional().ifPresent { it.putAnnotation("after_delay", true) }
		withContext(Dispatchers.IO) {
			AWSXRay.getCurrentSubsegmentOptional().ifPresent { it.putAnnotation("on_io", true) }
		}
		return "order $id"
	}

	fun all(): Flow<String> = flow {
		for (id in 1..2) {
			delay(10)
			AWSXRay.createSubsegment("row") { _ -> }
			emit("order $id ")
		}
	}

}
