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

package io.github.springxray.test.guide;

import java.util.List;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class OrderController {

	private final OrderService orders;

	private final Reports reports;

	OrderController(OrderService orders, Reports reports) {
		this.orders = orders;
		this.reports = reports;
	}

	@PostMapping("/orders")
	@ResponseStatus(HttpStatus.CREATED)
	Order place() {
		return this.orders.place(new Customer("Ada", "gold"), List.of("tea", "milk"));
	}

	@GetMapping("/admin/count")
	int count() {
		return this.orders.count();
	}

	@GetMapping("/mail")
	void mail() {
		this.reports.mail("Ada");
	}

	@GetMapping("/parallel")
	void parallel() throws Exception {
		this.reports.parallel();
	}

}
