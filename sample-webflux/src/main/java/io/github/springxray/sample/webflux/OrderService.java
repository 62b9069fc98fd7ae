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

import com.amazonaws.xray.spring.aop.XRayEnabled;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Service;

import io.github.springxray.XRayAnnotation;

/**
 * Finds orders and what they cost. Each call is a subsegment until its result is
 * complete.
 */
@Service
@XRayEnabled
class OrderService {

	private final OrderRepository orders;

	private final Prices prices;

	OrderService(OrderRepository orders, Prices prices) {
		this.orders = orders;
		this.prices = prices;
	}

	public Mono<PricedOrder> find(@XRayAnnotation("order") long id) {
		return this.orders.findById(id).flatMap(this::price);
	}

	public Flux<PricedOrder> all() {
		return this.orders.findAll().concatMap(this::price);
	}

	public Mono<Order> place(String article, int quantity) {
		return this.orders.save(new Order(null, article, quantity));
	}

	private Mono<PricedOrder> price(Order order) {
		return this.prices.of(order.article()).map((cents) -> new PricedOrder(order, cents * order.quantity()));
	}

}
