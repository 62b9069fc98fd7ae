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

package io.github.springxray.method;

import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.spring.aop.XRayEnabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.data.annotation.Id;
import org.springframework.data.jdbc.repository.config.EnableJdbcRepositories;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.relational.core.mapping.Table;
import org.springframework.data.repository.CrudRepository;
import org.springframework.data.repository.Repository;
import org.springframework.jdbc.core.JdbcTemplate;

import io.github.springxray.XRayAnnotation;
import io.github.springxray.XRaySubsegment;

import static io.github.springxray.method.MethodTracing.names;
import static io.github.springxray.method.MethodTracing.only;
import static io.github.springxray.method.MethodTracing.trace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Repositories of Spring Data, which are proxies of an interface already.
 */
@ExtendWith(OutputCaptureExtension.class)
class TracedRepositoryTests {

	private final ApplicationContextRunner contextRunner = MethodTracing.runner()
		.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class, JdbcTemplateAutoConfiguration.class,
				DataSourceTransactionManagerAutoConfiguration.class, TransactionAutoConfiguration.class,
				AopAutoConfiguration.class, DataJdbcRepositoriesAutoConfiguration.class))
		.withPropertyValues("spring.datasource.generate-unique-name=true")
		.withUserConfiguration(RepositoryConfiguration.class);

	@Test
	void methodsOfTheRepositoryAndItsSupertypesAreTraced(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			createTable(context.getBean(JdbcTemplate.class));
			UserRepository users = context.getBean(UserRepository.class);
			Segment segment = trace(() -> {
				User saved = users.save(new User(null, "Ann"));
				CrudRepository<User, Long> asCrud = users;
				assertThat(asCrud.findById(saved.id())).contains(saved);
				assertThat(users.findByName("Ann")).isEqualTo(saved);
				assertThat(users.toString()).isNotEmpty();
			});
			assertThat(names(segment)).containsExactly("UserRepository.save", "UserRepository.findById",
					"find user by name");
			Subsegment subsegment = segment.getSubsegmentsCopy().get(2);
			assertThat(subsegment.getAnnotations()).containsEntry("name", "Ann");
			assertThat(subsegment.getMetadata().get("ClassInfo")).containsEntry("Class",
					UserRepository.class.getName());
			assertThat(output).doesNotContain("are not traced")
				.doesNotContain("is not eligible for getting processed by all BeanPostProcessors");
		});
	}

	@Test
	void failureOfARepositoryIsRecorded() {
		this.contextRunner.run((context) -> {
			UserRepository users = context.getBean(UserRepository.class);
			Segment segment = trace(() -> assertThatExceptionOfType(DataAccessException.class)
				.isThrownBy(() -> users.findByName("Ann")));
			assertThat(only(segment).isFault()).isTrue();
		});
	}

	@Test
	void repositoryWithoutAnnotationIsNotTraced() {
		this.contextRunner.run((context) -> {
			createTable(context.getBean(JdbcTemplate.class));
			Segment segment = trace(() -> assertThat(context.getBean(UntracedRepository.class).count()).isZero());
			assertThat(segment.getSubsegmentsCopy()).isEmpty();
		});
	}

	@Test
	void repositoryIsTracedWithProxiesOfInterfaces() {
		this.contextRunner.withPropertyValues("spring.aop.proxy-target-class=false").run((context) -> {
			createTable(context.getBean(JdbcTemplate.class));
			Segment segment = trace(() -> assertThat(context.getBean(UserRepository.class).count()).isZero());
			assertThat(names(segment)).containsExactly("UserRepository.count");
		});
	}

	@Test
	void repositoryOfAConfiguredPackageIsTraced() {
		this.contextRunner.withPropertyValues("xray.methods.packages=io.github.springxray.method").run((context) -> {
			createTable(context.getBean(JdbcTemplate.class));
			Segment segment = trace(() -> assertThat(context.getBean(UntracedRepository.class).count()).isZero());
			assertThat(names(segment)).containsExactly("UntracedRepository.count");
		});
	}

	private static void createTable(JdbcTemplate jdbc) {
		jdbc.execute("create table \"USER\" (id bigint generated always as identity primary key, name varchar(50))");
	}

	/**
	 * The annotation says that it is JDBC's, as JPA is on the class path too.
	 */
	@Table("USER")
	record User(@Id Long id, String name) {

	}

	@XRayEnabled
	interface UserRepository extends CrudRepository<User, Long> {

		@XRaySubsegment("find user by name")
		@Query("select * from \"USER\" where name = :name")
		User findByName(@XRayAnnotation("name") String name);

	}

	interface UntracedRepository extends Repository<User, Long> {

		long count();

	}

	@Configuration(proxyBeanMethods = false)
	@EnableJdbcRepositories(considerNestedRepositories = true, basePackageClasses = TracedRepositoryTests.class)
	static class RepositoryConfiguration {

	}

}
